import type { GetStepTools } from 'inngest'
import type { inngest } from '@/inngest/client'
import { stepBody } from '@/inngest/errors'
import { importSettled, userLoggedIn } from '@/inngest/events'
import { LOGIN_WAIT_MS, type Outcome, TURN_WAIT_MS } from '@/lib/imports/run/outcome'
import { budgetAfter, type RetryBudget, UNUSED_BUDGET } from '@/lib/imports/run/retry-budget'
import { IMPORT_STAGES } from '@/lib/model/import-stages'

export type Step = GetStepTools<typeof inngest>

/** How a step ended in this run. `unfinished`: another run must go on with it. */
export type StepResult = 'done' | 'stopped' | 'unfinished'

const MOST_STEPS = 900 // Inngest allows a run 1,000
const PIECES = IMPORT_STAGES.length + 3 // start, read-sequence, finish
export const ROUNDS = Math.floor(MOST_STEPS / PIECES / 2) // a round is two steps: the work and the wait after it

/**
 * Repeats one step until its work is done, and sleeps in between as each outcome says. `budgets` holds what an earlier run left of the budget
 * of each step, and then what this run leaves for the next.
 */
export async function repeatStep(
  step: Step,
  id: string,
  work: (budget: RetryBudget) => Promise<Outcome>,
  budgets: Record<string, RetryBudget> = {},
): Promise<StepResult> {
  const name = nameRounds()
  for (let round = 0; round < ROUNDS; round += 1) {
    const budget = budgets[id] ?? UNUSED_BUDGET
    const outcome: Outcome = await step.run(name(id), () => stepBody(() => work(budget)))
    budgets[id] = budgetAfter(budget, outcome)
    if (outcome.next === 'done') return 'done'
    if (outcome.next === 'stop') return 'stopped'
    await sleepAfter(step, (wait) => name(`${id}: ${wait}`), outcome)
  }
  return 'unfinished'
}

async function sleepAfter(step: Step, name: (wait: string) => string, outcome: Outcome): Promise<void> {
  switch (outcome.next) {
    case 'wait':
      await step.sleep(name(outcome.isOurs ? 'wait for the backup' : 'wait for Mapillary'), outcome.ms)
      break
    case 'login':
      // The login may have come before this wait began, so it is looked for now and then as well.
      await step.waitForEvent(name('wait for login'), {
        event: userLoggedIn,
        match: 'data.userId',
        timeout: LOGIN_WAIT_MS,
      })
      break
    case 'turn':
      await step.waitForEvent(name('wait for turn'), {
        event: importSettled,
        match: 'data.userId',
        timeout: TURN_WAIT_MS,
      })
      break
  }
}

/**
 * Gives each round of a step an id of its own: `data`, `data:1`, `data:2`. The SDK gives repeated ids the same numbers, so runs that began
 * before rounds had names go on.
 */
export function nameRounds(): (id: string) => string {
  const rounds = new Map<string, number>()
  return (id) => {
    const round = rounds.get(id) ?? 0
    rounds.set(id, round + 1)
    return round === 0 ? id : `${id}:${round}`
  }
}

/** The result of several steps that ran side by side. */
export function combineResults(results: StepResult[]): StepResult {
  return results.find((result) => result === 'stopped') ?? results.find((result) => result === 'unfinished') ?? 'done'
}
