import { on, serve } from '@/app/api/serve'
import { getMe } from '@/lib/server/api/routes/people'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getMe, async ({ caller: { user, scopes, token }, origin }) => ({
    status: 200,
    body: {
      username: user.username,
      scopes: [...scopes],
      token: token && { name: token.name },
      links: { profile: `${origin}/api/v1/users/${encodeURIComponent(user.username)}` },
    },
  })),
)
