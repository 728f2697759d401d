import { on, serve } from '@/app/api/serve'
import { getUser } from '@/lib/server/api/routes/people'
import { runtime } from '@/lib/server/runtime'
import { getUserTotals } from '@/lib/users/get-user-totals'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getUser, async ({ params, origin }) => {
    const { id: _id, ...totals } = await getUserTotals(runtime().db, params.username)
    const name = encodeURIComponent(totals.username)
    const links = {
      self: `${origin}/api/v1/users/${name}`,
      page: `${origin}/users/${name}`,
      photos: `${origin}/api/v1/photos?user=${name}`,
      sequences: `${origin}/api/v1/sequences?user=${name}`,
    }
    return { status: 200, body: { ...totals, links } }
  }),
)
