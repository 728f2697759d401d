import { handle } from '@/lib/http/handle'
import { photoSources } from '@/lib/runtime'
import { findViewpoints } from '@/lib/viewpoints/find-viewpoints'
import { parseViewpointFilter } from '@/lib/viewpoints/viewpoint-filter'
import { chooseFormat, VIEWPOINT_FORMATS, writeViewpoints } from '@/lib/viewpoints/viewpoint-formats'

/**
 * A page of viewpoints, the best first: `bbox`, `near` with `radius` (metres), `period=2024|2024-05`; as GeoJSON, GPX or Atom by
 * `format` or the Accept header. Public photos only, so the same for everybody.
 */
export function GET(request: Request) {
  return handle(async () => {
    const { searchParams } = new URL(request.url)
    const format = chooseFormat(searchParams.get('format'), request.headers.get('accept'))
    const sources = photoSources()
    const page = await findViewpoints(sources, parseViewpointFilter(searchParams))
    const listAt = (path: string, changes: Record<string, string>) => {
      const params = new URLSearchParams({ ...Object.fromEntries(searchParams), ...changes })
      return `${sources.origin}${path}${params.size > 0 ? `?${params}` : ''}`
    }
    const links = {
      self: listAt('/api/v1/viewpoints', {}),
      next: page.nextCursor && listAt('/api/v1/viewpoints', { cursor: page.nextCursor }),
      page: `${sources.origin}/viewpoints`,
    }
    return new Response(writeViewpoints(format, page, links), {
      headers: {
        'content-type': `${VIEWPOINT_FORMATS[format]}; charset=utf-8`,
        'cache-control': 'private, no-cache',
        vary: 'accept',
        ...(format === 'gpx' && { 'content-disposition': 'attachment; filename="viewpoints.gpx"' }),
        ...(links.next && { link: `<${links.next}>; rel="next"` }),
      },
    })
  })
}
