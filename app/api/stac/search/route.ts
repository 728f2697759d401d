import { on, serve } from '@/app/api/serve'
import { searchItems } from '@/lib/api/routes/stac'
import { photoSources } from '@/lib/runtime'
import { findItems } from '@/lib/stac/find-items'
import { itemPage } from '@/lib/stac/item-page'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(searchItems, async ({ query, viewer, origin, nextUrl, request }) => {
    const { items, nextCursor } = await findItems(photoSources(), { ...query, viewer })
    const self = origin + new URL(request.url).pathname + new URL(request.url).search
    return { status: 200, body: itemPage(items, { origin, self, next: nextUrl(nextCursor) }) }
  }),
)
