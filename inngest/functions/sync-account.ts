import { inngest } from '@/inngest/client'
import { readingRequested } from '@/inngest/events'
import { repeatStep } from '@/inngest/repeat-step'
import { failReading, readAccount } from '@/lib/accounts/sync-account'
import { runtime } from '@/lib/server/runtime'

/** Reads the list of a user's photos on Mapillary, some seconds a step; a large account goes on in further runs. */
export const readAccountOfUser = inngest.createFunction(
  {
    id: 'read-account-of-user',
    triggers: [readingRequested],
    retries: 4,
    concurrency: { limit: 1, key: 'event.data.userId' },
    onFailure: ({ event, error }) => failReading(runtime().db, event.data.event.data, error.message),
  },
  async ({ event, step, runId }) => {
    const { userId, attempt } = event.data
    const ending = await repeatStep(step, 'read', ({ waits }) => readAccount(runtime(), { userId, attempt, waits }))
    if (ending === 'unfinished') {
      const next = readingRequested.create(event.data, { id: `reading-${userId}-${attempt}-after-${runId}` })
      await step.sendEvent('go on', next)
    }
    return { userId, ending }
  },
)
