import type { GetStepTools } from 'inngest'
import type { inngest } from '@/inngest/client'
import { stepBody } from '@/inngest/errors'
import { importSettled, userLoggedIn } from '@/inngest/events'
import { type Outcome, type Patience, patienceAfter } from '@/lib/imports/outcome'

type Step = GetStepTools<typeof inngest>

/**
 * Attempts one piece of work, as often as it takes, sleeping in between as each outcome says; false when the import was stopped.
 * The step ids repeat: Inngest numbers them, in order, on every replay.
 */
export async function untilDone(
  step: Step,
  id: string,
  work: (patience: Patience) => Promise<Outcome>,
): Promise<boolean> {
  let patience: Patience = { waits: 0, tries: 0 }
  for (;;) {
    const current = patience
    const outcome: Outcome = await step.run(id, () => stepBody(() => work(current)))
    patience = patienceAfter(patience, outcome)
    switch (outcome.next) {
      case 'done':
        return true
      case 'stop':
        return false
      case 'wait':
        await step.sleep(`${id}: wait for Mapillary`, outcome.ms)
        break
      case 'login':
        // The login may have come before this wait began, so it is looked for now and then as well.
        await step.waitForEvent(`${id}: wait for login`, { event: userLoggedIn, match: 'data.userId', timeout: '10m' })
        break
      case 'turn':
        await step.waitForEvent(`${id}: wait for turn`, { event: importSettled, match: 'data.userId', timeout: '30s' })
        break
    }
  }
}
