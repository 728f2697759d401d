import { inngest } from '@/inngest/client'
import { isThrownByUs } from '@/inngest/errors'
import { accountSyncRequested } from '@/inngest/events'
import { repeatStep } from '@/inngest/repeat-step'
import { failAccountSync } from '@/lib/accounts/active-sync'
import { syncAccount } from '@/lib/accounts/sync-account'
import { durableRuntime, runtime } from '@/lib/server/runtime'

/** Reads the list of a user's photos on Mapillary, some seconds a step; a large account goes on in further runs. */
export const syncAccountOfUser = inngest.createFunction(
  {
    id: 'read-account-of-user', // runs under way are found by this name
    triggers: [accountSyncRequested],
    retries: 4,
    concurrency: { limit: 1, key: 'event.data.userId' },
    onFailure: async ({ event, error }) => {
      if (isThrownByUs(event.data.error)) await failAccountSync(runtime().db, event.data.event.data, error.message)
    },
  },
  async ({ event, step, runId }) => {
    const { userId, attempt } = event.data
    const ending = await repeatStep(step, 'read', ({ waits }) =>
      syncAccount(durableRuntime(), { userId, attempt, waits }),
    )
    if (ending === 'unfinished') {
      const next = accountSyncRequested.create(event.data, { id: `reading-${userId}-${attempt}-after-${runId}` })
      await step.sendEvent('go on', next)
    }
    return { userId, ending }
  },
)
