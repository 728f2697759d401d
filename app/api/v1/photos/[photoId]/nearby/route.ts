import { findUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { findNearby } from '@/lib/photos/find-nearby'
import { runtime } from '@/lib/runtime'

/** Photos of other sequences within 30 metres, with distance (metres) and bearing (degrees), the nearest first. */
export function GET(_request: Request, { params }: RouteContext<'/api/v1/photos/[photoId]/nearby'>) {
  return handle(async () => {
    const photoId = parseId((await params).photoId, 'Photo')
    const viewer = (await findUser())?.id ?? null
    const photos = await findNearby(runtime().db, { photoId, viewer })
    return Response.json({ photos }, { headers: { 'cache-control': 'private, no-cache' } })
  })
}
