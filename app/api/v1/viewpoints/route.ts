import { on, serve } from '@/app/api/serve'
import { VIEWPOINT_FORMATS } from '@/lib/model/export-formats'
import { listViewpoints } from '@/lib/server/api/routes/viewpoints'
import { chooseFormat } from '@/lib/server/exports/choose-format'
import { viewpointExportResponse } from '@/lib/server/exports/export-response'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { photoSources } from '@/lib/server/runtime'
import { findViewpoints } from '@/lib/viewpoints/find-viewpoints'
import { toViewpointFeature } from '@/lib/viewpoints/to-viewpoint-feature'

const HEADERS = { 'cache-control': CACHE_CONTROL.publicRevalidate, vary: 'accept' }

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listViewpoints, async ({ query: { format: namedFormat, ...filter }, origin, nextUrl, request }) => {
    const format = chooseFormat(request.headers, VIEWPOINT_FORMATS, namedFormat)
    const page = await findViewpoints(photoSources(), filter)
    const links = {
      self: `${origin}/api/v1/viewpoints${new URL(request.url).search}`,
      next: nextUrl(page.nextCursor),
      page: `${origin}/viewpoints`,
    }
    if (format !== 'geojson') return viewpointExportResponse(format, page, links, HEADERS)
    const features = page.viewpoints.map(toViewpointFeature)
    const body = { type: 'FeatureCollection' as const, features, links: { next: links.next, page: links.page } }
    return { status: 200, body, headers: HEADERS }
  }),
)
