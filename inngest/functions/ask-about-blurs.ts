import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { askBlurService } from '@/lib/blurs/ask-blur-service'
import { blurService, pictures } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

const STEP_BUDGET_MS = 40_000

/** Asks the service of BLUR_URL, where there is one, what is to be blurred on photos whose original is as it was uploaded. */
export const askAboutBlurs = inngest.createFunction(
  { id: 'ask-about-blurs', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  async ({ step }) =>
    step.run('ask', async () => {
      const service = blurService()
      if (service === null) return { asked: 0, failed: 0 }
      const tools = { db: runtime().db, pictures: pictures(), service }
      return askBlurService(tools, { endsAt: Date.now() + STEP_BUDGET_MS })
    }),
)
