import { on, serve } from '@/app/api/serve'
import { listBlurs } from '@/lib/blurs/list-blurs'
import { removeBlur } from '@/lib/blurs/remove-blur'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import * as api from '@/lib/server/api/routes/blurs'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.removeBlur, async ({ params: { photoId, blurId }, viewer: userId }) => {
    const { db } = runtime()
    await removeBlur(db, { photoId, userId, blurId })
    await removeHiddenPictures({ db, cache: pictureCache() })
    return { status: 200, body: { blurs: await listBlurs(db, { photoId, userId }) } }
  }),
)
