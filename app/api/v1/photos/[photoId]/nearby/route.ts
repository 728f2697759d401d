import { on, serve } from '@/app/api/serve'
import { findNearby } from '@/lib/photos/find-nearby'
import { listNearbyPhotos } from '@/lib/server/api/routes/photos'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listNearbyPhotos, async ({ params, viewer }) => ({
    status: 200,
    body: { photos: await findNearby(runtime().db, { ...params, viewer }) },
  })),
)
