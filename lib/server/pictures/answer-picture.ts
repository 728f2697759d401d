import type { AppError } from '@/lib/errors'
import { PICTURE_TYPES, type PictureType } from '@/lib/model/pictures/picture-types'
import { PUBLIC_PICTURE } from '@/lib/model/pictures/public-picture'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import type { Picture } from '@/lib/photos/pictures/picture-names'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { lengthHeaders } from '@/lib/server/http/dropped-headers'
import { isNotModified } from '@/lib/server/http/etag'
import { preferredType } from '@/lib/server/http/negotiate'
import type { Viewer } from '@/lib/visibility/visible-rows'

/** `tagsOf`: the entity tags that it has for who takes that type, known without reading or drawing it. */
type Source = {
  tagsOf: (type: PictureType) => string[]
  findAs: (type: PictureType) => Promise<Picture | null>
  missing: () => AppError
}

/** A picture to look at: as a WebP for who takes it. Who has it already is answered without reading or drawing it. */
export async function answerPicture(
  request: Request,
  { photo, viewer, source }: { photo: PhotoFile; viewer: Viewer; source: Source },
): Promise<Response> {
  const shared = {
    // Asked for again each time: a public photo may be taken down, and its owner may see more than others.
    'cache-control': viewer === null ? CACHE_CONTROL.publicRevalidate : CACHE_CONTROL.privateRevalidate,
    'x-content-type-options': 'nosniff',
    vary: 'accept',
    [PUBLIC_PICTURE]: String(photo.isPublic),
  }
  const type = preferredType(request.headers, PICTURE_TYPES) ?? PICTURE_TYPES[0]
  const known = source.tagsOf(type).find((tag) => isNotModified(request, tag))
  if (known) return new Response(null, { status: 304, headers: { ...shared, etag: known } })
  const picture = await source.findAs(type)
  if (!picture) throw source.missing()
  const headers = {
    ...shared,
    ...lengthHeaders(picture.bytes.length),
    'content-type': picture.type,
    etag: picture.tag,
  }
  if (isNotModified(request, picture.tag)) return new Response(null, { status: 304, headers })
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(picture.bytes), { headers })
}
