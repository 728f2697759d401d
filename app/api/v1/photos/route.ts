import { findUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { findPhotos } from '@/lib/photos/find-photos'
import { parsePhotoFilter } from '@/lib/photos/photo-filter'
import { photoSources } from '@/lib/runtime'

/** A page of photos as a GeoJSON FeatureCollection; 400 for a filter that makes no sense. */
export function GET(request: Request) {
  return handle(async () => {
    const { searchParams } = new URL(request.url)
    const sources = photoSources()
    const filter = parsePhotoFilter(searchParams)
    const viewer = (await findUser())?.id ?? null
    const { features, nextCursor } = await findPhotos(sources, { filter, viewer })
    const next = nextCursor && `${sources.origin}/api/v1/photos?${withCursor(searchParams, nextCursor)}`
    return Response.json(
      { type: 'FeatureCollection', features, links: { next } },
      {
        headers: {
          'content-type': 'application/geo+json',
          'cache-control': 'private, no-cache',
          ...(next && { link: `<${next}>; rel="next"` }),
        },
      },
    )
  })
}

function withCursor(searchParams: URLSearchParams, cursor: string): URLSearchParams {
  const next = new URLSearchParams(searchParams)
  next.set('cursor', cursor)
  return next
}
