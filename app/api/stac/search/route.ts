import { on, serve } from '@/app/api/serve'
import { searchItems } from '@/lib/server/api/routes/stac'
import { photoSources } from '@/lib/server/runtime'
import { findItems } from '@/lib/server/stac/find-items'
import { itemPage } from '@/lib/server/stac/item-page'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(searchItems, async ({ query, viewer, origin, nextUrl, request }) => {
    const { items, nextCursor } = await findItems(photoSources(), { ...query, viewer })
    const self = origin + new URL(request.url).pathname + new URL(request.url).search
    return { status: 200, body: itemPage(items, { origin, self, next: nextUrl(nextCursor) }) }
  }),
)
