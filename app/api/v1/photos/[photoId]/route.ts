import { findUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { getPhoto } from '@/lib/photos/get-photo'
import { photoSources } from '@/lib/runtime'

/** One photo as a GeoJSON Feature, with its tags; 404 when there is none that the caller may see. */
export function GET(_request: Request, { params }: RouteContext<'/api/v1/photos/[photoId]'>) {
  return handle(async () => {
    const photoId = parseId((await params).photoId, 'Photo')
    const viewer = (await findUser())?.id ?? null
    const feature = await getPhoto(photoSources(), { photoId, viewer })
    return Response.json(feature, {
      headers: { 'content-type': 'application/geo+json', 'cache-control': 'private, no-cache' },
    })
  })
}
