import { on, serve } from '@/app/api/serve'
import { getCollection } from '@/lib/server/api/routes/stac'
import { runtime } from '@/lib/server/runtime'
import { getCollection as findCollection } from '@/lib/server/stac/collection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getCollection, async ({ params, viewer, origin }) => ({
    status: 200,
    body: await findCollection(runtime().db, { ...params, viewer, origin }),
  })),
)
