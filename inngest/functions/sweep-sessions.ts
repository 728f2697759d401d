import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { runtime } from '@/lib/server/runtime'
import { removeOldSessions } from '@/lib/users/sessions/remove-old-sessions'

/** Removes what is left of log-ins that are past their absolute end. */
export const sweepSessions = inngest.createFunction(
  { id: 'sweep-sessions', triggers: [cron('17 3 * * *')], retries: 0 },
  async ({ step }) => step.run('sweep', () => removeOldSessions(runtime().db)),
)
