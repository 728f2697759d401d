import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { recheckDenied as recheck } from '@/lib/imports/sync/recheck-denied'
import { durableRuntime } from '@/lib/server/runtime'

/** Asks Mapillary a second time, a day later, for what it said that it does not have. */
export const recheckDenied = inngest.createFunction(
  { id: 'recheck-denied', triggers: [cron('17 * * * *')], retries: 0 },
  async ({ step }) => step.run('ask', () => recheck(durableRuntime())),
)
