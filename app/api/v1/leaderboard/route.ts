import { on, serve } from '@/app/api/serve'
import { getLeaderboard as route } from '@/lib/api/routes/people'
import { getLeaderboard } from '@/lib/leaderboard/get-leaderboard'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(route, async ({ query, viewer, nextUrl }) => {
    const { nextCursor, ...leaderboard } = await getLeaderboard(runtime().db, { ...query, viewer })
    return { status: 200, body: { ...leaderboard, links: { next: nextUrl(nextCursor) } } }
  }),
)
