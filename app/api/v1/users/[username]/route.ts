import { on, serve } from '@/app/api/serve'
import { getUser } from '@/lib/api/routes/people'
import { runtime } from '@/lib/runtime'
import { getProfile } from '@/lib/users/get-profile'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getUser, async ({ params, viewer, origin }) => {
    const { username, memberSince, photoCount } = await getProfile(runtime().db, { ...params, viewer })
    const name = encodeURIComponent(username)
    const links = {
      self: `${origin}/api/v1/users/${name}`,
      page: `${origin}/users/${name}`,
      photos: `${origin}/api/v1/photos?user=${name}`,
      sequences: `${origin}/api/v1/sequences?user=${name}`,
    }
    return { status: 200, body: { username, memberSince: memberSince.toISOString(), photoCount, links } }
  }),
)
