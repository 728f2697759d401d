import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { sendImportRequested } from '@/inngest/send'
import { findUnsentImports } from '@/lib/imports/find-unsent-imports'
import { runtime } from '@/lib/runtime'

/** Sends the events of queued imports again that may have been lost; those that Inngest knows are dropped by their id. */
export const sweepImports = inngest.createFunction(
  { id: 'sweep-imports', triggers: [cron('* * * * *')], retries: 0 },
  async ({ step }) =>
    step.run('send-again', async () => {
      const unsent = await findUnsentImports(runtime().db)
      for (const request of unsent) await sendImportRequested(request)
      return { sent: unsent.length }
    }),
)
