import { on, serve } from '@/app/api/serve'
import { listSequencePhotoIds } from '@/lib/api/routes/sequences'
import { runtime } from '@/lib/runtime'
import { getPhotoWindow } from '@/lib/sequences/get-photo-window'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listSequencePhotoIds, async ({ params, query, viewer }) => ({
    status: 200,
    body: { photos: await getPhotoWindow(runtime().db, { ...params, ...query, viewer }) },
  })),
)
