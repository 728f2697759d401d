import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { forgetReporters } from '@/lib/moderation/forget-reporters'
import { runtime } from '@/lib/server/runtime'

/** Erases what leads to people who reported something, long after the decision. */
export const sweepReports = inngest.createFunction(
  { id: 'sweep-reports', triggers: [cron('41 3 * * *')], retries: 0 },
  async ({ step }) => step.run('sweep', () => forgetReporters(runtime().db)),
)
