import { on, serve } from '@/app/api/serve'
import { listCollections } from '@/lib/api/routes/stac'
import { runtime } from '@/lib/runtime'
import { findCollections } from '@/lib/stac/collection'
import { JSON_TYPE, nextLink, stacPath } from '@/lib/stac/links'

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
