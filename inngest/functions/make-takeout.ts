import { inngest } from '@/inngest/client'
import { isThrownByUs } from '@/inngest/errors'
import { takeoutRequested } from '@/inngest/events'
import { repeatStep } from '@/inngest/repeat-step'
import { runtime } from '@/lib/server/runtime'
import { takeoutTools } from '@/lib/server/takeouts/takeout-tools'
import { endTakeout } from '@/lib/takeouts/making/active-takeout'
import { makeTakeout } from '@/lib/takeouts/making/make-takeout'

/** Makes a takeout, some seconds a step; a large one goes on in further runs. */
export const makeTakeoutOfUser = inngest.createFunction(
  {
    id: 'make-takeout',
    triggers: [takeoutRequested],
    retries: 4,
    concurrency: { limit: 1, key: 'event.data.takeoutId' },
    onFailure: async ({ event }) => {
      if (!isThrownByUs(event.data.error)) return
      const { takeoutId } = event.data.event.data
      await endTakeout(runtime().db, takeoutId, 'Something went wrong on our side. Make a new takeout.')
    },
  },
  async ({ event, step, runId }) => {
    const { takeoutId, attempt } = event.data
    const ending = await repeatStep(step, 'make', () => makeTakeout(takeoutTools(), { takeoutId, attempt }))
    if (ending === 'unfinished') {
      const next = takeoutRequested.create(event.data, { id: `takeout-${takeoutId}-${attempt}-after-${runId}` })
      await step.sendEvent('go on', next)
    }
    return { takeoutId, ending }
  },
)
