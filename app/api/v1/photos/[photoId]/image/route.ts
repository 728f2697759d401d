import { createHash } from 'node:crypto'
import { z } from 'zod'
import { findUser } from '@/lib/auth/session'
import { AppError } from '@/lib/errors'
import { handle } from '@/lib/http/handle'
import { streamBody } from '@/lib/http/stream-body'
import { parseId } from '@/lib/ids'
import { getPhotoFile, type PhotoFile } from '@/lib/photos/get-photo-file'
import { PICTURE_SIZES } from '@/lib/photos/types'
import { pictures, runtime } from '@/lib/runtime'

const Size = z.union(
  [z.literal(['full', 'original']), z.string().regex(/^\d+$/).transform(Number).pipe(z.literal(PICTURE_SIZES))],
  `size: expected ${PICTURE_SIZES.join(', ')}, full or original`,
)

/** The picture, `?size=320|640|1024|2048` pixels wide, the sharpest that everybody may see (`full`), or, for its owner, the `original` file. 404 when there is none anywhere. */
export function GET(request: Request, { params }: RouteContext<'/api/v1/photos/[photoId]/image'>) {
  return handle(async () => {
    const size = Size.parse(new URL(request.url).searchParams.get('size') ?? '1024')
    const photoId = parseId((await params).photoId, 'Photo')
    const user = await findUser()
    const photo = await getPhotoFile(runtime().db, { photoId, viewer: user?.id ?? null })
    if (size !== 'original') {
      const picture = await pictures().find(photo, size)
      if (!picture)
        throw new AppError('NOT_FOUND', `Neither Mapillary nor the backup has a picture of photo ${photoId} now`)
      const headers = pictureHeaders(photo, createHash('sha256').update(picture).digest('base64url'), picture.length)
      if (isKnown(request, headers)) return new Response(null, { status: 304, headers })
      return new Response(new Uint8Array(picture), { headers })
    }

    if (!user) throw new AppError('UNAUTHENTICATED', 'Log in with Mapillary first')
    if (!photo.isOwner) throw new AppError('FORBIDDEN', 'The original is for the owner of the photo alone')
    return answerOriginal(request, photo)
  })
}

async function answerOriginal(request: Request, photo: PhotoFile): Promise<Response> {
  const { backup } = runtime()
  const missing = () => new AppError('NOT_FOUND', `The original of photo ${photo.id} is not in the backup`)
  const object = photo.backupKey === null ? null : await backup.head(photo.backupKey)
  if (!object) throw missing()
  const headers = {
    ...pictureHeaders(photo, photo.backupSha256 ?? object.key, object.sizeBytes),
    'content-disposition': `attachment; filename="PHOTO_${photo.n}.jpg"`,
  }
  if (isKnown(request, headers)) return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers })
  const original = await backup.get(object.key)
  if (!original) throw missing()
  return new Response(streamBody(original.body), { headers })
}

function pictureHeaders(photo: PhotoFile, tag: string, sizeBytes: number) {
  return {
    'content-type': 'image/jpeg',
    'content-length': String(sizeBytes),
    etag: `"${tag}"`,
    // Public photos may be taken down too; what only its owner sees is asked for again each time.
    'cache-control': photo.isPublic ? 'private, max-age=3600' : 'private, no-cache',
    'x-content-type-options': 'nosniff',
  }
}

function isKnown(request: Request, { etag }: { etag: string }): boolean {
  return request.headers.get('if-none-match') === etag
}
