import { findUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { countFacets } from '@/lib/photos/count-facets'
import { parsePhotoFilter } from '@/lib/photos/photo-filter'
import { runtime } from '@/lib/runtime'

/** How many photos fit a filter, and what there is among them; takes the parameters of the list of photos. */
export function GET(request: Request) {
  return handle(async () => {
    const filter = parsePhotoFilter(new URL(request.url).searchParams)
    const viewer = (await findUser())?.id ?? null
    return Response.json(await countFacets(runtime().db, { filter, viewer }), {
      headers: { 'cache-control': 'private, no-cache' },
    })
  })
}
