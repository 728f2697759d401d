import { findUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { handle } from '@/lib/http/handle'
import { getLeaderboard } from '@/lib/leaderboard/get-leaderboard'
import { parseLeaderboardFilter } from '@/lib/leaderboard/leaderboard-filter'
import { runtime } from '@/lib/runtime'

/** A page of people by `board=photos|distance|viewpoints-received|viewpoints-given`, ever or in `period=2024|2024-05`. `self` is the caller. */
export function GET(request: Request) {
  return handle(async () => {
    const { searchParams } = new URL(request.url)
    const filter = parseLeaderboardFilter(searchParams)
    const viewer = (await findUser())?.id ?? null
    const { nextCursor, ...leaderboard } = await getLeaderboard(runtime().db, { ...filter, viewer })
    const params = new URLSearchParams({ ...Object.fromEntries(searchParams), cursor: nextCursor ?? '' })
    const next = nextCursor && `${new URL(env().NEXTAUTH_URL).origin}/api/v1/leaderboard?${params}`
    return Response.json(
      { ...leaderboard, links: { next } },
      { headers: { 'cache-control': 'private, no-cache', ...(next && { link: `<${next}>; rel="next"` }) } },
    )
  })
}
