import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { keepMissingPictures } from '@/lib/photos/pictures/keep-missing-pictures'
import { durableRuntime } from '@/lib/server/runtime'

const STEP_BUDGET_MS = 40_000

/** Keeps Mapillary's pictures of photos whose originals only their owners see, where an import could not. */
export const keepPublicPictures = inngest.createFunction(
  { id: 'keep-public-pictures', triggers: [cron('*/5 * * * *')], retries: 0, concurrency: { limit: 1 } },
  async ({ step }) =>
    step.run('keep', async () => {
      const tools = durableRuntime()
      if (tools.mapillary.hasEnded) return { kept: 0 }
      return { kept: await keepMissingPictures(tools, { endsAt: Date.now() + STEP_BUDGET_MS }) }
    }),
)
