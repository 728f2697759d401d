import { on, serve } from '@/app/api/serve'
import { createBlur } from '@/lib/blurs/create-blur'
import { listBlurs } from '@/lib/blurs/list-blurs'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import * as api from '@/lib/server/api/routes/blurs'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listBlurs, async ({ params: { photoId }, viewer: userId }) => ({
    status: 200,
    body: { blurs: await listBlurs(runtime().db, { photoId, userId }) },
  })),
  on(api.createBlur, async ({ params: { photoId }, body: { region }, viewer: userId }) => {
    const { db } = runtime()
    await createBlur(db, { photoId, userId, region })
    await removeHiddenPictures({ db, cache: pictureCache() })
    return { status: 201, body: { blurs: await listBlurs(db, { photoId, userId }) } }
  }),
)
