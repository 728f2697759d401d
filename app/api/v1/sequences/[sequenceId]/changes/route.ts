import { on, serve } from '@/app/api/serve'
import { getSequenceChanges } from '@/lib/api/routes/sequences'
import { runtime } from '@/lib/runtime'
import { checkChanges } from '@/lib/sequences/check-changes'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getSequenceChanges, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await checkChanges(runtime(), { ...params, userId }),
  })),
)
