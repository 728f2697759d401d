import { on, serve } from '@/app/api/serve'
import { checkChanges } from '@/lib/imports/sync/check-changes'
import { getSequenceChanges } from '@/lib/server/api/routes/syncs'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getSequenceChanges, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await checkChanges(runtime(), { ...params, userId }),
  })),
)
