import { on, serve } from '@/app/api/serve'
import { listCollections } from '@/lib/server/api/routes/stac'
import { runtime } from '@/lib/server/runtime'
import { findCollections } from '@/lib/server/stac/collection'
import { JSON_TYPE, nextLink, stacPath } from '@/lib/server/stac/links'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listCollections, async ({ query, viewer, origin, nextUrl }) => {
    const { collections, nextCursor } = await findCollections(runtime().db, { ...query, viewer, origin })
    const links = [
      { rel: 'self', href: origin + stacPath.collections, type: JSON_TYPE },
      { rel: 'root', href: origin + stacPath.root, type: JSON_TYPE },
      ...nextLink(nextUrl(nextCursor), JSON_TYPE),
    ]
    return { status: 200, body: { collections, links } }
  }),
)
