import { on, serve } from '@/app/api/serve'
import { getSequence } from '@/lib/sequences/get-sequence'
import { listItems } from '@/lib/server/api/routes/stac'
import { photoSources } from '@/lib/server/runtime'
import { findItems } from '@/lib/server/stac/find-items'
import { itemPage } from '@/lib/server/stac/item-page'
import { readItemQuery } from '@/lib/server/stac/item-query'
import { stacPath } from '@/lib/server/stac/links'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listItems, async ({ params: { sequenceId }, query, viewer, origin, nextUrl }) => {
    const sources = photoSources()
    const search = new URLSearchParams(query)
    search.delete('ids')
    search.delete('intersects')
    search.set('collections', String(sequenceId))
    const asked = readItemQuery(search)
    await getSequence(sources.db, { sequenceId, viewer })
    const { items, nextCursor } = await findItems(sources, { ...asked, viewer })
    const self = origin + stacPath.items(String(sequenceId))
    return { status: 200, body: itemPage(items, { origin, self, next: nextUrl(nextCursor) }) }
  }),
)
