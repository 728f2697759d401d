import { z } from 'zod'
import { handleOpen } from '@/app/api/handle-open'
import { AppError } from '@/lib/errors'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { geocoder } from '@/lib/server/runtime'

const Query = z.object({ q: z.string().trim().min(3, 'expected at least 3 letters').max(200) })

/** Places of a name for the search field, from the geocoder that this site is set up with; 404 without one, 429 for who asks too often. */
export function GET(request: Request) {
  return handleOpen(request, 'read', async () => {
    const places = geocoder()
    if (!places) throw new AppError('NOT_FOUND', 'This site does not look up places by name')
    const { q } = Query.parse(Object.fromEntries(new URL(request.url).searchParams))
    return Response.json(
      { places: await places.findPlaces(q) },
      { headers: { 'cache-control': CACHE_CONTROL.privateHour } },
    )
  })
}
