import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/api/routes/photos'
import { getPhoto } from '@/lib/photos/get-photo'
import { photoSources } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getPhoto, async ({ params, viewer }) => ({
    status: 200,
    body: await getPhoto(photoSources(), { ...params, viewer }),
  })),
)
