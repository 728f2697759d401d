import { on, serve } from '@/app/api/serve'
import { getPhotoWindow } from '@/lib/sequences/get-photo-window'
import { listSequencePhotoIds } from '@/lib/server/api/routes/sequences'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listSequencePhotoIds, async ({ params, query, viewer }) => ({
    status: 200,
    body: { photos: await getPhotoWindow(runtime().db, { ...params, ...query, viewer }) },
  })),
)
