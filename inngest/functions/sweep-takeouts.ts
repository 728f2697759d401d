import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { takeoutDeleted } from '@/inngest/events'
import { runtime } from '@/lib/server/runtime'
import { sweepTakeouts } from '@/lib/takeouts/end-takeouts'

/** Ends takeouts whose time is over and removes the files of those that have ended or were deleted. */
export const sweepEndedTakeouts = inngest.createFunction(
  { id: 'sweep-takeouts', triggers: [cron('*/10 * * * *'), takeoutDeleted], retries: 0, concurrency: 1 },
  async ({ step }) => step.run('sweep', () => sweepTakeouts(runtime())),
)
