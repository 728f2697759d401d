import { on, serve } from '@/app/api/serve'
import { getCollection } from '@/lib/api/routes/stac'
import { runtime } from '@/lib/runtime'
import { getCollection as findCollection } from '@/lib/stac/collection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getCollection, async ({ params, viewer, origin }) => ({
    status: 200,
    body: await findCollection(runtime().db, { ...params, viewer, origin }),
  })),
)
