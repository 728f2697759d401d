import { on, serve } from '@/app/api/serve'
import { getProfile } from '@/lib/sequences/get-profile'
import { getSequenceProfile } from '@/lib/server/api/routes/sequences'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getSequenceProfile, async ({ params, viewer }) => ({
    status: 200,
    body: { profile: await getProfile(runtime().db, { ...params, viewer }) },
  })),
)
