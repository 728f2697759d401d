import { on, serve } from '@/app/api/serve'
import { wrapBbox } from '@/lib/geo/bbox'
import { countFacets } from '@/lib/search/count-facets'
import { countPhotoFacets } from '@/lib/server/api/routes/photos'
import { searchReader } from '@/lib/server/map/tools'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(countPhotoFacets, async ({ query, viewer }) => {
    const { bbox, ...counted } = await searchReader().read(viewer, (db) => countFacets(db, { filter: query, viewer }))
    return { status: 200, body: { ...counted, bbox: bbox && wrapBbox(bbox) } }
  }),
)
