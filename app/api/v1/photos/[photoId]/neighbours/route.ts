import { findUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { findNeighbours } from '@/lib/photos/find-neighbours'
import { parsePhotoFilter } from '@/lib/photos/photo-filter'
import { photoSources } from '@/lib/runtime'

/** The photos before and after one in the result of a search (the parameters of the list of photos); 404 when it is not in there. */
export function GET(request: Request, { params }: RouteContext<'/api/v1/photos/[photoId]/neighbours'>) {
  return handle(async () => {
    const photoId = parseId((await params).photoId, 'Photo')
    const filter = parsePhotoFilter(new URL(request.url).searchParams)
    const { db, origin } = photoSources()
    const viewer = (await findUser())?.id ?? null
    const { previous, next } = await findNeighbours(db, { photoId, filter, viewer })
    const link = (id: number | null) => id && `${origin}/api/v1/photos/${id}`
    return Response.json(
      {
        previous: previous && String(previous),
        next: next && String(next),
        links: { previous: link(previous), next: link(next) },
      },
      { headers: { 'cache-control': 'private, no-cache' } },
    )
  })
}
