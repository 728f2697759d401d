import { on, serve } from '@/app/api/serve'
import { sendImportRequested } from '@/inngest/send'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { syncSequence } from '@/lib/server/api/routes/syncs'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(syncSequence, async ({ params: { sequenceId }, query: { elsewhere }, viewer: userId }) => {
    const { importId, attempt } = await requestSync(runtime(), { sequenceId, userId, elsewhere })
    if (attempt !== null) await sendImportRequested({ importId, userId, attempt })
    return { status: attempt === null ? 200 : 202, body: { id: String(sequenceId), importId: String(importId) } }
  }),
)
