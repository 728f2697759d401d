import { on, serve } from '@/app/api/serve'
import { listItems } from '@/lib/api/routes/stac'
import { photoSources } from '@/lib/runtime'
import { getSequence } from '@/lib/sequences/get-sequence'
import { findItems } from '@/lib/stac/find-items'
import { itemPage } from '@/lib/stac/item-page'
import { readItemQuery } from '@/lib/stac/item-query'
import { stacPath } from '@/lib/stac/links'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listItems, async ({ params: { sequenceId }, query, viewer, origin, nextUrl }) => {
    const sources = photoSources()
    const search = new URLSearchParams(query)
    search.delete('ids')
    search.set('collections', String(sequenceId))
    const asked = readItemQuery(search)
    await getSequence(sources.db, { sequenceId, viewer })
    const { items, nextCursor } = await findItems(sources, { ...asked, viewer })
    const self = origin + stacPath.items(String(sequenceId))
    return { status: 200, body: itemPage(items, { origin, self, next: nextUrl(nextCursor) }) }
  }),
)
