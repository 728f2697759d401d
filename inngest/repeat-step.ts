import type { GetStepTools } from 'inngest'
import type { inngest } from '@/inngest/client'
import { stepBody } from '@/inngest/errors'
import { importSettled, userLoggedIn } from '@/inngest/events'
import { NO_WAITS, type Outcome, type Patience, patienceAfter } from '@/lib/imports/run/outcome'
import { IMPORT_STAGES } from '@/lib/model/import-stages'

export type Step = GetStepTools<typeof inngest>

/** How a piece of work ended in this run. `unfinished`: another run must go on with it. */
export type Ending = 'done' | 'stopped' | 'unfinished'

const MOST_STEPS = 900 // Inngest allows a run 1,000
const PIECES = IMPORT_STAGES.length + 3 // start, read-sequence, finish
export const ROUNDS = Math.floor(MOST_STEPS / PIECES / 2) // a round is two steps: the work and the wait after it

/**
 * Attempts one piece of work, as often as it takes, sleeping in between as each outcome says. `patience` holds what an earlier run left of
 * each piece's, and what this one leaves for the next.
 * The step ids repeat: Inngest numbers them, in order, on every replay.
 */
export async function untilDone(
  step: Step,
  id: string,
  work: (patience: Patience) => Promise<Outcome>,
  patience: Record<string, Patience> = {},
): Promise<Ending> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const current = patience[id] ?? NO_WAITS
    const outcome: Outcome = await step.run(id, () => stepBody(() => work(current)))
    patience[id] = patienceAfter(current, outcome)
    switch (outcome.next) {
      case 'done':
        return 'done'
      case 'stop':
        return 'stopped'
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
  return 'unfinished'
}

/** How several pieces that ran side by side ended together. */
export function together(endings: Ending[]): Ending {
  return endings.find((ending) => ending === 'stopped') ?? endings.find((ending) => ending === 'unfinished') ?? 'done'
}
