import { inngest } from '@/inngest/client'
import { importCancelled, importRequested, importSettled } from '@/inngest/events'
import { type Ending, type Step, together, untilDone } from '@/inngest/repeat-step'
import { failImport } from '@/lib/imports/run/finish-import'
import type { Patience } from '@/lib/imports/run/outcome'
import { bringInOriginals, bringInSequence, bringInStage, bringToEnd } from '@/lib/imports/run/run-stage'
import { startImport } from '@/lib/imports/run/start-import'
import { DATA_STAGES, IMPORT_STAGES } from '@/lib/model/import-stages'
import { runtime } from '@/lib/server/runtime'

const STEPS_AT_ONCE = 2 * (IMPORT_STAGES.length + 1) // two imports of a user with every stage, and room for their other steps

/** Brings one sequence in: its photos, then all stages side by side, then manifest and publication. */
export const importSequence = inngest.createFunction(
  {
    id: 'import-sequence',
    triggers: [importRequested],
    retries: 4,
    concurrency: { limit: STEPS_AT_ONCE, key: 'event.data.userId' },
    cancelOn: [{ event: importCancelled, match: 'data.importId' }],
    onFailure: async ({ event, error }) => {
      const { importId, userId } = event.data.event.data
      await failImport(runtime().db, { importId, reason: error.message })
      await inngest.send(importSettled.create({ importId, userId }))
    },
  },
  async ({ event, step, runId }) => {
    const { importId, userId } = event.data
    const patience: Record<string, Patience> = { ...event.data.patience }
    const ending = await bringIn(step, importId, patience)
    // An import may wait for a login for weeks: it goes on in a new run, which takes what is missing.
    if (ending === 'unfinished') {
      const next = importRequested.create({ ...event.data, patience }, { id: `import-${importId}-after-${runId}` })
      await step.sendEvent('go on', next)
    }
    if (ending === 'done') await step.sendEvent('settle', importSettled.create({ importId, userId }))
    return { importId, ending }
  },
)

/** `known`: each piece's patience, read and brought up to date as the pieces go. */
async function bringIn(step: Step, importId: number, known: Record<string, Patience>): Promise<Ending> {
  const started = await untilDone(step, 'start', () => startImport(runtime().db, importId, runtime().limits))
  if (started !== 'done') return started
  const read = await untilDone(
    step,
    'read-sequence',
    (patience) => bringInSequence(runtime(), { importId, patience }),
    known,
  )
  if (read !== 'done') return read

  const stages = await Promise.all([
    ...DATA_STAGES.map((stage) =>
      untilDone(step, stage, (patience) => bringInStage(runtime(), { importId, stage, patience }), known),
    ),
    untilDone(step, 'originals', (patience) => bringInOriginals(runtime(), { importId, patience }), known),
  ])
  if (together(stages) !== 'done') return together(stages)
  return untilDone(step, 'finish', (patience) => bringToEnd(runtime(), { importId, patience }), known)
}
