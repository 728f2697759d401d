import { inngest } from '@/inngest/client'
import { importCancelled, importRequested, importSettled } from '@/inngest/events'
import { type Ending, type Step, together, untilDone } from '@/inngest/until-done'
import { backUpOriginals, giveUpOriginals } from '@/lib/imports/back-up-originals'
import { completeImport, failImport, publishSequence } from '@/lib/imports/finish-import'
import { type DataStage, importStage } from '@/lib/imports/import-stage'
import { attempt } from '@/lib/imports/outcome'
import { readSequence } from '@/lib/imports/read-sequence'
import { startImport } from '@/lib/imports/start-import'
import { writeManifest } from '@/lib/imports/write-manifest'
import { runtime } from '@/lib/runtime'

const DATA_STAGES: DataStage[] = ['data', 'altitude', 'trafficsigns', 'segmentations', 'instances']
const WAITS_FOR_ORIGINALS = 12 // more than half an hour

/** Brings one sequence in: its photos, then all stages side by side, then manifest and publication. */
export const importSequence = inngest.createFunction(
  {
    id: 'import-sequence',
    triggers: [importRequested],
    retries: 4,
    concurrency: { limit: 14, key: 'event.data.userId' }, // steps at once: two imports of seven chains each
    cancelOn: [{ event: importCancelled, match: 'data.importId' }],
    onFailure: async ({ event, error }) => {
      const { importId, userId } = event.data.event.data
      await failImport(runtime().db, { importId, reason: error.message })
      await inngest.send(importSettled.create({ importId, userId }))
    },
  },
  async ({ event, step, runId }) => {
    const { importId, userId } = event.data
    const ending = await bringIn(step, importId)
    // An import may wait for a login for weeks: it goes on in a new run, which takes what is missing.
    if (ending === 'unfinished')
      await step.sendEvent('go on', importRequested.create(event.data, { id: `import-${importId}-after-${runId}` }))
    if (ending === 'done') await step.sendEvent('settle', importSettled.create({ importId, userId }))
    return { importId, ending }
  },
)

async function bringIn(step: Step, importId: number): Promise<Ending> {
  const started = await untilDone(step, 'start', () => startImport(runtime().db, importId, runtime().limits))
  if (started !== 'done') return started
  const read = await untilDone(step, 'read-sequence', ({ waits }) =>
    attempt(runtime(), { importId, waits }, (job) => readSequence(runtime(), job)),
  )
  if (read !== 'done') return read

  const stages = await Promise.all([
    ...DATA_STAGES.map((stage) =>
      untilDone(step, stage, ({ waits, tries }) =>
        attempt(runtime(), { importId, waits }, (job) => importStage(runtime(), job, { stage, tries })),
      ),
    ),
    untilDone(step, 'originals', ({ waits }) =>
      attempt(
        runtime(),
        {
          importId,
          waits,
          maxWaits: WAITS_FOR_ORIGINALS,
          giveUp: (error) => giveUpOriginals(runtime().db, { importId }, error),
        },
        (job) => backUpOriginals(runtime(), job),
      ),
    ),
  ])
  if (together(stages) !== 'done') return together(stages)

  return untilDone(step, 'finish', ({ waits }) =>
    attempt(runtime(), { importId, waits }, async (job) => {
      await publishSequence(runtime().db, job.sequenceId)
      await writeManifest(runtime(), job)
      await completeImport(runtime().db, importId)
      return { next: 'done' }
    }),
  )
}
