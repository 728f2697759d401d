import { on, serve } from '@/app/api/serve'
import { featurePage } from '@/lib/api/feature-page'
import { listPhotos } from '@/lib/api/routes/photos'
import { findPhotos } from '@/lib/photos/find-photos'
import { photoSources } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listPhotos, async ({ query, viewer, nextUrl }) => {
    const { features, nextCursor } = await findPhotos(photoSources(), { filter: query, viewer })
    return { status: 200, body: featurePage(features, nextUrl(nextCursor)) }
  }),
)
