import { handleOpen } from '@/app/api/handle-open'
import { parseId } from '@/lib/model/ids'
import { embedPage } from '@/lib/photos/embed-page'
import { getPhoto } from '@/lib/photos/get-photo'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { revalidated } from '@/lib/server/http/etag'
import { photoSources } from '@/lib/server/runtime'

/** A public photo for frames of other pages, without a session: 404 for any other, 429 for who asks too often. */
export function GET(request: Request, { params }: RouteContext<'/embed/photos/[photoId]'>) {
  return handleOpen(request, 'read', async () => {
    const photoId = parseId((await params).photoId, 'Photo')
    const photo = await getPhoto(photoSources(), { photoId, viewer: null })
    const html = embedPage(photo, new URL(request.url).searchParams.get('view'))
    return revalidated(request, html, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': CACHE_CONTROL.publicRevalidate,
    })
  })
}
