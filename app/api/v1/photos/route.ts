import { on, serve } from '@/app/api/serve'
import { findPhotos } from '@/lib/search/find-photos'
import { featurePage } from '@/lib/server/api/feature-page'
import { listPhotos } from '@/lib/server/api/routes/photos'
import { searchReader } from '@/lib/server/map/tools'
import { photoSources } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listPhotos, async ({ query, viewer, nextUrl }) => {
    const { features, nextCursor } = await searchReader().read(viewer, (db) =>
      findPhotos({ ...photoSources(), db }, { filter: query, viewer }),
    )
    return { status: 200, body: featurePage(features, nextUrl(nextCursor)) }
  }),
)
