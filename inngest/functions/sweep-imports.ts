import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { sendAccountSyncRequested, sendDeletionRequested, sendImportRequested } from '@/inngest/send'
import { findStuckAccountSyncs } from '@/lib/accounts/active-sync'
import { findUnsentImports } from '@/lib/imports/request/find-unsent-imports'
import { findUnfinishedDeletions } from '@/lib/sequences/delete-sequence'
import { runtime } from '@/lib/server/runtime'
import { cleanUploads } from '@/lib/uploads/clean-uploads'

/**
 * Sends events again that may have been lost: of queued imports, of deletions and of account syncs. Inngest drops by their id those that it
 * has. Also gives up announced sequences that never came.
 */
export const sweepImports = inngest.createFunction(
  { id: 'sweep-imports', triggers: [cron('* * * * *')], retries: 0 },
  async ({ step }) =>
    step.run('send-again', async () => {
      const unsent = await findUnsentImports(runtime().db)
      for (const request of unsent) await sendImportRequested(request)
      const unfinished = await findUnfinishedDeletions(runtime().db)
      for (const request of unfinished) await sendDeletionRequested(request)
      const stuck = await findStuckAccountSyncs(runtime().db)
      for (const request of stuck) await sendAccountSyncRequested(request)
      await cleanUploads(runtime().db)
      return { sent: unsent.length + unfinished.length + stuck.length }
    }),
)
