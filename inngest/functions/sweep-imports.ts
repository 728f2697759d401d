import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { sendDeletionRequested, sendImportRequested, sendReadingRequested } from '@/inngest/send'
import { findStuckReadings } from '@/lib/accounts/sync-account'
import { findUnsentImports } from '@/lib/imports/request/find-unsent-imports'
import { findUnfinishedDeletions } from '@/lib/sequences/delete-sequence'
import { runtime } from '@/lib/server/runtime'
import { cleanUploads } from '@/lib/uploads/clean-uploads'

/** Sends the events of queued imports, of deletions and of readings again that may have been lost; those that Inngest knows are dropped by their id. Gives up announced sequences that never came. */
export const sweepImports = inngest.createFunction(
  { id: 'sweep-imports', triggers: [cron('* * * * *')], retries: 0 },
  async ({ step }) =>
    step.run('send-again', async () => {
      const unsent = await findUnsentImports(runtime().db)
      for (const request of unsent) await sendImportRequested(request)
      const unfinished = await findUnfinishedDeletions(runtime().db)
      for (const request of unfinished) await sendDeletionRequested(request)
      const stuck = await findStuckReadings(runtime().db)
      for (const request of stuck) await sendReadingRequested(request)
      await cleanUploads(runtime().db)
      return { sent: unsent.length + unfinished.length + stuck.length }
    }),
)
