import { createHash } from 'node:crypto'
import { on, serve } from '@/app/api/serve'
import { AppError, notLoggedIn } from '@/lib/errors'
import type { DrawnSize } from '@/lib/model/pictures/picture-sizes'
import type { PictureType } from '@/lib/model/pictures/picture-types'
import { getAttribution } from '@/lib/photos/get-attribution'
import { getPhotoFile, type PhotoFile } from '@/lib/photos/get-photo-file'
import { writeAttribution } from '@/lib/photos/pictures/write-attribution'
import { getPhotoImage } from '@/lib/server/api/routes/photos'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { lengthHeaders } from '@/lib/server/http/dropped-headers'
import { isNotModified } from '@/lib/server/http/etag'
import { streamBody } from '@/lib/server/http/stream-body'
import { answerPicture } from '@/lib/server/pictures/answer-picture'
import { pictures } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getPhotoImage, async ({ params: { photoId }, query: { size, download }, viewer, request }) => {
    const photo = await getPhotoFile(runtime().db, { photoId, viewer })
    if (size === 'original') {
      if (viewer === null) throw notLoggedIn()
      if (!photo.isOwner) throw new AppError('FORBIDDEN', 'Only the owner of the photo can have the original')
      return answerOriginal(request, photo)
    }
    if (download) return answerDownload(request, photo, size)
    const source = {
      tagsOf: (type: PictureType) => pictures().tagsOf(photo, size, type),
      findAs: (type: PictureType) => pictures().findAs(photo, size, type),
      missing: () => noPicture(photo),
    }
    return answerPicture(request, { photo, viewer, source })
  }),
)

/** A JPEG that names its photographer and licence. */
async function answerDownload(request: Request, photo: PhotoFile, size: DrawnSize): Promise<Response> {
  const found = await pictures().find(photo, size)
  if (!found) throw noPicture(photo)
  const picture = writeAttribution(found, await getAttribution(runtime().db, photo.id))
  const headers = {
    ...fileHeaders(createHash('sha256').update(picture).digest('base64url'), picture.length),
    'content-disposition': `attachment; filename="photo-${photo.id}.jpg"`,
  }
  if (isNotModified(request, headers.etag)) return new Response(null, { status: 304, headers })
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(picture), { headers })
}

function noPicture({ id }: PhotoFile): AppError {
  return new AppError('NOT_FOUND', `Neither Mapillary nor the backup has a picture of photo ${id} now`)
}

async function answerOriginal(request: Request, photo: PhotoFile): Promise<Response> {
  const { backup } = runtime()
  const missing = () => new AppError('NOT_FOUND', `The original of photo ${photo.id} is not in the backup`)
  const object = photo.backupKey === null ? null : await backup.head(photo.backupKey)
  if (!object) throw missing()
  const headers = {
    ...fileHeaders(photo.backupSha256 ?? object.key, object.sizeBytes),
    'content-disposition': `attachment; filename="PHOTO_${photo.n}.jpg"`,
  }
  if (isNotModified(request, headers.etag)) return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers })
  const original = await backup.get(object.key)
  if (!original) throw missing()
  return new Response(streamBody(original.body), { headers })
}

function fileHeaders(tag: string, sizeBytes: number) {
  return {
    'content-type': 'image/jpeg',
    ...lengthHeaders(sizeBytes),
    etag: `"${tag}"`,
    'cache-control': CACHE_CONTROL.privateRevalidate,
    'x-content-type-options': 'nosniff',
  }
}
