import { on, serve } from '@/app/api/serve'
import { searchItems, searchItemsByBody } from '@/lib/server/api/routes/stac'
import { searchReader } from '@/lib/server/map/tools'
import { photoSources } from '@/lib/server/runtime'
import { findItems } from '@/lib/server/stac/find-items'
import { itemPage } from '@/lib/server/stac/item-page'
import { toItemSearch } from '@/lib/server/stac/item-query'
import { stacPath } from '@/lib/server/stac/links'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(searchItems, async ({ query, viewer, origin, nextUrl, request }) => {
    const { items, nextCursor } = await searchReader().read(viewer, (db) =>
      findItems({ ...photoSources(), db }, { ...query, viewer }),
    )
    const self = origin + new URL(request.url).pathname + new URL(request.url).search
    return { status: 200, body: itemPage(items, { origin, self, next: nextUrl(nextCursor) }) }
  }),
  on(searchItemsByBody, async ({ query, body, viewer, origin, nextUrl }) => {
    const itemSearch = { ...toItemSearch(body, query.cursor), viewer }
    const { items, nextCursor } = await searchReader().read(viewer, (db) =>
      findItems({ ...photoSources(), db }, itemSearch),
    )
    const self = origin + stacPath.search
    return { status: 200, body: itemPage(items, { origin, self, next: nextUrl(nextCursor), body }) }
  }),
)
