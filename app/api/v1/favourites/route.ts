import { on, serve } from '@/app/api/serve'
import { listFavourites } from '@/lib/favourites/list-favourites'
import { FAVOURITE_FORMATS } from '@/lib/model/people/favourites'
import * as api from '@/lib/server/api/routes/favourites'
import { chooseFormat } from '@/lib/server/exports/choose-format'
import { routeExportResponse } from '@/lib/server/exports/export-response'
import { photoSources } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listFavourites, async ({ query, viewer, origin, request }) => {
    const format = chooseFormat(request.headers, FAVOURITE_FORMATS, query.format)
    const photos = await listFavourites(photoSources(), viewer)
    if (format === 'gpx') return routeExportResponse(photos, { name: 'Favourites', page: `${origin}/favourites` })
    return { status: 200, body: { type: 'FeatureCollection' as const, features: photos } }
  }),
)
