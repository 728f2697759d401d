import { on, serve } from '@/app/api/serve'
import { listNearbyPhotos } from '@/lib/api/routes/photos'
import { findNearby } from '@/lib/photos/find-nearby'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listNearbyPhotos, async ({ params, viewer }) => ({
    status: 200,
    body: { photos: await findNearby(runtime().db, { ...params, viewer }) },
  })),
)
