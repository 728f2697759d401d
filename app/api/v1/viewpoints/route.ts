import { on, serve } from '@/app/api/serve'
import { listViewpoints } from '@/lib/server/api/routes/viewpoints'
import { photoSources } from '@/lib/server/runtime'
import { findViewpoints } from '@/lib/viewpoints/find-viewpoints'
import {
  chooseFormat,
  toViewpointFeature,
  VIEWPOINT_FORMATS,
  writeAtom,
  writeGpx,
} from '@/lib/viewpoints/viewpoint-formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listViewpoints, async ({ query: { format: asked, ...filter }, origin, nextUrl, request }) => {
    const format = chooseFormat(asked ?? null, request.headers.get('accept'))
    const page = await findViewpoints(photoSources(), filter)
    const links = {
      self: `${origin}/api/v1/viewpoints${new URL(request.url).search}`,
      next: nextUrl(page.nextCursor),
      page: `${origin}/viewpoints`,
    }
    const headers = { 'cache-control': 'public, no-cache', vary: 'accept' }
    if (format === 'geojson') {
      const features = page.viewpoints.map(toViewpointFeature)
      const body = { type: 'FeatureCollection' as const, features, links: { next: links.next, page: links.page } }
      return { status: 200, body, headers }
    }
    const text = format === 'gpx' ? writeGpx(page, links) : writeAtom(page, links)
    return new Response(text, {
      headers: {
        ...headers,
        'content-type': `${VIEWPOINT_FORMATS[format]}; charset=utf-8`,
        'x-content-type-options': 'nosniff',
        ...(format === 'gpx' && { 'content-disposition': 'attachment; filename="viewpoints.gpx"' }),
        ...(links.next && { link: `<${links.next}>; rel="next"` }),
      },
    })
  }),
)
