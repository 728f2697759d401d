import { on, serve } from '@/app/api/serve'
import { sendImportRequested } from '@/inngest/send'
import { syncSequence } from '@/lib/api/routes/sequences'
import { requestSync } from '@/lib/imports/request-sync'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(syncSequence, async ({ params: { sequenceId }, viewer: userId }) => {
    const { importId, attempt } = await requestSync(runtime(), { sequenceId, userId })
    if (attempt !== null) await sendImportRequested({ importId, userId, attempt })
    return { status: attempt === null ? 200 : 202, body: { id: String(sequenceId), importId: String(importId) } }
  }),
)
