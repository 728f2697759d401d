import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { mailRequested } from '@/inngest/events'
import { sendMails } from '@/lib/mail/send-mails'
import { sweepMails } from '@/lib/mail/sweep-mails'
import { log } from '@/lib/server/log'
import { mailTools } from '@/lib/server/mail/mail-tools'
import { runtime } from '@/lib/server/runtime'

const STEP_BUDGET_MS = 20_000
const MOST_STEPS = 50 // the next run goes on

/** Sends the mails that are due, where the instance sends mail. */
export const sendDueMails = inngest.createFunction(
  { id: 'send-mails', triggers: [cron('* * * * *'), mailRequested], retries: 0, concurrency: 1 },
  async ({ step }) => {
    let sent = 0
    for (let n = 1; n <= MOST_STEPS; n += 1) {
      const result = await step.run(`send ${n}`, async () => {
        const tools = mailTools()
        return tools === null
          ? { sent: 0, isMore: false, trouble: null }
          : sendMails(tools, { endsAt: Date.now() + STEP_BUDGET_MS })
      })
      sent += result.sent
      if (result.trouble !== null) log().warn({ reason: result.trouble }, 'The mail server takes no mail')
      if (!result.isMore) break
    }
    return { sent }
  },
)

/** Forgets addresses that were not confirmed, and mails of long ago. */
export const sweepOldMails = inngest.createFunction(
  { id: 'sweep-mails', triggers: [cron('52 * * * *')], retries: 0 },
  async ({ step }) => step.run('sweep', () => sweepMails(runtime().db)),
)
