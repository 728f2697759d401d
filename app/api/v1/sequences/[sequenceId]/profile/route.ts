import { on, serve } from '@/app/api/serve'
import { getSequenceProfile } from '@/lib/api/routes/sequences'
import { runtime } from '@/lib/runtime'
import { getProfile } from '@/lib/sequences/get-profile'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getSequenceProfile, async ({ params, viewer }) => ({
    status: 200,
    body: { profile: await getProfile(runtime().db, { ...params, viewer }) },
  })),
)
