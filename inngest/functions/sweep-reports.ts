import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { forgetReporters } from '@/lib/moderation/forget-reporters'
import { removeOldNotices } from '@/lib/notices/read-notices'
import { runtime } from '@/lib/server/runtime'

/** Erases what leads to people who reported something, long after the decision, and notices of long ago. */
export const sweepReports = inngest.createFunction(
  { id: 'sweep-reports', triggers: [cron('41 3 * * *')], retries: 0 },
  async ({ step }) => {
    await step.run('sweep', () => forgetReporters(runtime().db))
    await step.run('remove-notices', () => removeOldNotices(runtime().db))
  },
)
