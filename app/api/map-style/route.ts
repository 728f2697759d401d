import { z } from 'zod'
import { handleOpen } from '@/app/api/handle-open'
import { env } from '@/lib/config/env'
import { mapGrounds } from '@/lib/config/map-grounds'
import { AppError } from '@/lib/errors'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { gzipped } from '@/lib/server/http/gzipped'
import { styleReader } from '@/lib/server/map/tools'

const Query = z.object({ ground: z.string().max(40), theme: z.enum(['light', 'dark']) })

/** The MapLibre style of a ground of our maps. 204 while its server does not answer, 404 for a ground that there is not or that comes with the product. */
export async function GET(request: Request) {
  const answer = await handleOpen(request, 'read', async () => {
    const { ground: name, theme } = Query.parse(Object.fromEntries(new URL(request.url).searchParams))
    const url = mapGrounds(env()).find((ground) => ground.name === name)?.[theme]
    if (!url) throw new AppError('NOT_FOUND', 'There is no such ground of the map')
    const style = await styleReader()(url)
    if (style === null) return new Response(null, { status: 204, headers: { 'cache-control': CACHE_CONTROL.noStore } })
    const headers = { 'content-type': 'application/json', 'cache-control': CACHE_CONTROL.privateHour }
    return new Response(style, { headers })
  })
  return gzipped(request, answer)
}
