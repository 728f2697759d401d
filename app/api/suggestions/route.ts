import { z } from 'zod'
import { handleOpen } from '@/app/api/handle-open'
import { suggestSequences } from '@/lib/sequences/suggest-sequences'
import { findUser } from '@/lib/server/auth/session'
import { findPlaces } from '@/lib/server/find-places'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { runtime } from '@/lib/server/runtime'

const Query = z.object({ q: z.string().trim().min(3, 'expected at least 3 letters').max(200) })

/** Sequences and places of a name for the search field; 429 for who asks too often. */
export function GET(request: Request) {
  return handleOpen(request, 'read', async () => {
    const { q } = Query.parse(Object.fromEntries(new URL(request.url).searchParams))
    const viewer = (await findUser())?.id ?? null
    const [sequences, places] = await Promise.all([suggestSequences(runtime().db, { q, viewer }), findPlaces(q)])
    return Response.json({ sequences, places }, { headers: { 'cache-control': CACHE_CONTROL.privateRevalidate } })
  })
}
