import { on, serve } from '@/app/api/serve'
import { countPhotoFacets } from '@/lib/api/routes/photos'
import { countFacets } from '@/lib/photos/count-facets'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(countPhotoFacets, async ({ query, viewer }) => ({
    status: 200,
    body: await countFacets(runtime().db, { filter: query, viewer }),
  })),
)
