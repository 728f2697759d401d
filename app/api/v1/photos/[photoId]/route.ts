import { on, serve } from '@/app/api/serve'
import { getPhoto } from '@/lib/photos/get-photo'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { editPhoto } from '@/lib/sequences/editing/edit-photo'
import * as api from '@/lib/server/api/routes/photos'
import { pictureCache } from '@/lib/server/pictures/tools'
import { photoSources, runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getPhoto, async ({ params, viewer }) => ({
    status: 200,
    body: await getPhoto(photoSources(), { ...params, viewer }),
  })),
  on(api.editPhoto, async ({ params, body, viewer }) => {
    const { db } = runtime()
    await editPhoto(db, { ...params, userId: viewer, ...body })
    if (body.hidden || body.keepShowing === false) await removeHiddenPictures({ db, cache: pictureCache() })
    return { status: 200, body: await getPhoto(photoSources(), { ...params, viewer }) }
  }),
)
