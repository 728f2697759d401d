import { handleOpen } from '@/app/api/handle-open'
import { AppError } from '@/lib/errors'
import { parseId } from '@/lib/model/ids'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { isNotModified } from '@/lib/server/http/etag'
import { pictures } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

/** The picture that chats and social pages show with a link to a public photo; 404 for any other. */
export function GET(request: Request, { params }: RouteContext<'/photos/[photoId]/preview.jpg'>) {
  return handleOpen(request, 'picture', async () => {
    const photoId = parseId((await params).photoId, 'Photo')
    const photo = await getPhotoFile(runtime().db, { photoId, viewer: null })
    const headers = { 'cache-control': CACHE_CONTROL.publicRevalidate, etag: pictures().previewTagOf(photo) }
    if (isNotModified(request, headers.etag)) return new Response(null, { status: 304, headers })
    const preview = await pictures().findPreview(photo)
    if (!preview) throw new AppError('NOT_FOUND', `There is no picture of photo ${photoId} now`)
    return new Response(new Uint8Array(preview), { headers: { ...headers, 'content-type': 'image/jpeg' } })
  })
}
