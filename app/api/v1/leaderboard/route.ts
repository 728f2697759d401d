import { on, serve } from '@/app/api/serve'
import { getLeaderboard } from '@/lib/leaderboard/get-leaderboard'
import { getLeaderboard as route } from '@/lib/server/api/routes/people'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(route, async ({ query, viewer, nextUrl }) => {
    const { nextCursor, ...leaderboard } = await getLeaderboard(runtime().db, { ...query, viewer })
    return { status: 200, body: { ...leaderboard, links: { next: nextUrl(nextCursor) } } }
  }),
)
