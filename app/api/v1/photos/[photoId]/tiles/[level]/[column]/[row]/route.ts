import { on, serve } from '@/app/api/serve'
import { AppError } from '@/lib/errors'
import type { PictureType } from '@/lib/model/pictures/picture-types'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { getPhotoTile } from '@/lib/server/api/routes/photo-tiles'
import { answerPicture } from '@/lib/server/pictures/answer-picture'
import { pictureTiles } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getPhotoTile, async ({ params: { photoId, ...tile }, viewer, request }) => {
    const photo = await getPhotoFile(runtime().db, { photoId, viewer })
    const source = {
      tagsOf: (type: PictureType) => pictureTiles().tagsOf(photo, tile, type),
      findAs: (type: PictureType) => pictureTiles().findAs(photo, tile, type),
      missing: () => new AppError('NOT_FOUND', `Photo ${photoId} has no such tile`),
    }
    return answerPicture(request, { photo, viewer, source })
  }),
)
