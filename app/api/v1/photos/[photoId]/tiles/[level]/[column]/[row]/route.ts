import { on, serve } from '@/app/api/serve'
import { AppError } from '@/lib/errors'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { getPhotoTile } from '@/lib/server/api/routes/photo-tiles'
import { answerPicture } from '@/lib/server/pictures/answer-picture'
import { pictureTiles } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getPhotoTile, async ({ params: { photoId, ...tile }, viewer, request }) => {
    const photo = await getPhotoFile(runtime().db, { photoId, viewer })
    const source = {
      tagsOf: pictureTiles().tagsOf.bind(null, photo, tile),
      findAs: pictureTiles().findAs.bind(null, photo, tile),
      missing: () => new AppError('NOT_FOUND', `Photo ${photoId} has no such tile`),
    }
    return answerPicture(request, { photo, viewer, source })
  }),
)
