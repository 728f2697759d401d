import { on, serve } from '@/app/api/serve'
import { getPhotoNeighbours } from '@/lib/api/routes/photos'
import { findNeighbours } from '@/lib/photos/find-neighbours'
import { photoPath } from '@/lib/photos/paths'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getPhotoNeighbours, async ({ params: { photoId }, query, viewer, origin }) => {
    const { previous, next } = await findNeighbours(runtime().db, { photoId, filter: query, viewer })
    const linked = (id: number | null) =>
      id === null ? null : { id: String(id), self: `${origin}/api/v1/photos/${id}`, page: origin + photoPath(id) }
    return { status: 200, body: { previous: linked(previous), next: linked(next) } }
  }),
)
