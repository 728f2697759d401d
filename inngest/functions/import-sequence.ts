import { inngest } from '@/inngest/client'
import { isThrownByUs } from '@/inngest/errors'
import { importCancelled, importRequested, importSettled } from '@/inngest/events'
import { combineResults, repeatStep, type Step, type StepResult } from '@/inngest/repeat-step'
import { failImport } from '@/lib/imports/run/end-import'
import { finishImport } from '@/lib/imports/run/finish-import'
import type { Outcome } from '@/lib/imports/run/outcome'
import type { RetryBudget } from '@/lib/imports/run/retry-budget'
import { runOriginals, runReadSequence, runStage } from '@/lib/imports/run/run-stage'
import { startImport } from '@/lib/imports/run/start-import'
import { DATA_STAGES, IMPORT_STAGES } from '@/lib/model/import-stages'
import { durableRuntime, type Runtime, runtime } from '@/lib/server/runtime'

type Budgets = Record<string, RetryBudget>
type Part = { importId: number; attempt: number; budget: RetryBudget }

const STEPS_AT_ONCE = 2 * (IMPORT_STAGES.length + 1) // two imports of a user with every stage, and room for their other steps

/** Imports one sequence: its photos, then all stages side by side, then publication and manifest. The ids of its steps must never change. */
export const importSequence = inngest.createFunction(
  {
    id: 'import-sequence',
    triggers: [importRequested],
    retries: 4,
    concurrency: { limit: STEPS_AT_ONCE, key: 'event.data.userId' },
    cancelOn: [{ event: importCancelled, match: 'data.importId' }],
    onFailure: async ({ event, error }) => {
      if (!isThrownByUs(event.data.error)) return // the sweep requests it again
      const { importId, userId, attempt } = event.data.event.data
      await failImport(runtime().db, { importId, attempt, reason: error.message })
      await inngest.send(importSettled.create({ importId, userId }))
    },
  },
  async ({ event, step, runId }) => {
    const { importId, userId, attempt } = event.data
    const budgets: Budgets = { ...event.data.patience }
    const result = await runImport(step, { importId, attempt }, budgets)
    // An import may wait for a login for weeks: it goes on in a new run, which takes what is missing.
    if (result === 'unfinished') {
      const id = `import-${importId}-after-${runId}`
      await step.sendEvent('go on', importRequested.create({ ...event.data, patience: budgets }, { id }))
    }
    if (result === 'done') await step.sendEvent('settle', importSettled.create({ importId, userId }))
    return { importId, ending: result }
  },
)

/** `budgets`: what each part has used up, brought up to date as the parts go. */
async function runImport(step: Step, run: Omit<Part, 'budget'>, budgets: Budgets): Promise<StepResult> {
  const started = await repeatStep(step, 'start', () => startImport(runtime().db, run, runtime().limits))
  if (started !== 'done') return started
  const part = (id: string, work: (tools: Runtime, part: Part) => Promise<Outcome>) =>
    repeatStep(step, id, (budget) => work(durableRuntime(), { ...run, budget }), budgets)

  const read = await part('read-sequence', runReadSequence)
  if (read !== 'done') return read
  const stages = await Promise.all([
    ...DATA_STAGES.map((stage) => part(stage, (tools, one) => runStage(tools, { stage, ...one }))),
    part('originals', runOriginals),
  ])
  const result = combineResults(stages)
  return result === 'done' ? part('finish', finishImport) : result
}
