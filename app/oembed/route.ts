import { z } from 'zod'
import { handleOpen } from '@/app/api/handle-open'
import { describeOembed, photoIdOf } from '@/lib/photos/describe-oembed'
import { getPhoto } from '@/lib/photos/get-photo'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { revalidated } from '@/lib/server/http/etag'
import { photoSources } from '@/lib/server/runtime'

const pixels = z.coerce.number().int().min(1, 'expected 1 pixel or more').default(Number.MAX_SAFE_INTEGER)

const Query = z.object({
  url: z.string().max(2_000),
  format: z.string().default('json'),
  maxwidth: pixels,
  maxheight: pixels,
})

/** oEmbed for the pages of public photos: 404 for any other page, 501 for formats but JSON, as its specification asks. */
export function GET(request: Request) {
  return handleOpen(request, 'read', async () => {
    const { url, format, maxwidth, maxheight } = Query.parse(Object.fromEntries(new URL(request.url).searchParams))
    if (format !== 'json') return new Response('Only JSON is given', { status: 501 })
    const sources = photoSources()
    const { origin } = sources
    const photo = await getPhoto(sources, { photoId: photoIdOf(url, origin), viewer: null })
    const answer = describeOembed(photo, { url, origin, maxWidth: maxwidth, maxHeight: maxheight })
    return revalidated(request, JSON.stringify(answer), {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      'cache-control': CACHE_CONTROL.publicRevalidate,
    })
  })
}
