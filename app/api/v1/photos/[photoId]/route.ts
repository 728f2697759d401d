import { on, serve } from '@/app/api/serve'
import { getPhoto } from '@/lib/photos/get-photo'
import * as api from '@/lib/server/api/routes/photos'
import { photoSources } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getPhoto, async ({ params, viewer }) => ({
    status: 200,
    body: await getPhoto(photoSources(), { ...params, viewer }),
  })),
)
