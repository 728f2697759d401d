import { on, serve } from '@/app/api/serve'
import { photoPath } from '@/lib/photos/paths'
import { findNeighbours } from '@/lib/search/find-neighbours'
import { getPhotoNeighbours } from '@/lib/server/api/routes/photos'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getPhotoNeighbours, async ({ params: { photoId }, query, viewer, origin }) => {
    const { previous, next } = await findNeighbours(runtime().db, { photoId, filter: query, viewer })
    const linked = (id: number | null) =>
      id === null ? null : { id: String(id), self: `${origin}/api/v1/photos/${id}`, page: origin + photoPath(id) }
    return { status: 200, body: { previous: linked(previous), next: linked(next) } }
  }),
)
