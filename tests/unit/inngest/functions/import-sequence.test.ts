import { InngestTestEngine } from '@inngest/test'
import { expect, test, vi } from 'vitest'
import { importSequence } from '@/inngest/functions/import-sequence'
import { ROUNDS } from '@/inngest/repeat-step'
import type { Outcome } from '@/lib/imports/run/outcome'
import type { RetryBudget } from '@/lib/imports/run/retry-budget'
import { IMPORT_STAGES } from '@/lib/model/import-stages'

const STEPS = ['start', 'read-sequence', ...IMPORT_STAGES, 'finish']

type Given = { patience?: Record<string, RetryBudget>; sleeps?: string[] }

/** The function with every step answered: `outcomes` by step id, `done` for the others; `sleeps` are not slept. */
function run(outcomes: Record<string, Outcome[]> = {}, { patience, sleeps = [] }: Given = {}) {
  const calls: string[] = []
  const engine = new InngestTestEngine({
    function: importSequence,
    events: [{ name: 'sequence/import.requested', data: { importId: 7, userId: 3, attempt: 1, patience } }],
    steps: [
      ...STEPS.flatMap((id) => {
        const answers = outcomes[id] ?? [{ next: 'done' }]
        return answers.map((outcome, index) => ({
          id: index === 0 ? id : `${id}:${index}`,
          handler() {
            calls.push(id)
            return outcome
          },
        }))
      }),
      ...sleeps.map((id) => ({ id, handler: () => null })),
      ...['settle', 'go on'].map((id) => ({
        id,
        handler() {
          calls.push(id)
          return { ids: [] }
        },
      })),
    ],
  })
  return { engine, calls }
}

test('an import runs every stage once and says that it is over', async () => {
  const { engine, calls } = run()
  const { result } = await engine.execute()
  expect(result).toEqual({ importId: 7, ending: 'done' })
  expect([...calls].sort()).toEqual([...STEPS, 'settle'].sort())
  expect(calls.slice(0, 2)).toEqual(['start', 'read-sequence'])
  expect(calls.slice(-2)).toEqual(['finish', 'settle'])
})

test('a stage with more to do is run again', async () => {
  const { engine, calls } = run({ data: [{ next: 'again' }, { next: 'again' }, { next: 'done' }] })
  await engine.execute()
  expect(calls.filter((id) => id === 'data')).toHaveLength(3)
})

test('an outage is slept over for as long as it says', async () => {
  const { engine } = run({ originals: [{ next: 'wait', ms: 5_000, unreadable: false }] })
  const { step } = await engine.executeStep('originals: wait for Mapillary')
  expect(step).toMatchObject({ op: 'Sleep', name: '5s' })
})

test('a refused login waits for the next login of the same user', async () => {
  const { engine } = run({ originals: [{ next: 'login' }] })
  const { step } = await engine.executeStep('originals: wait for login')
  expect(step).toMatchObject({
    op: 'WaitForEvent',
    name: 'user/logged.in',
    opts: { if: 'event.data.userId == async.data.userId', timeout: '10m' },
  })
})

test('an import that is not its turn waits for another of the same user to end', async () => {
  const { engine } = run({ start: [{ next: 'turn' }] })
  const { step } = await engine.executeStep('start: wait for turn')
  expect(step).toMatchObject({
    op: 'WaitForEvent',
    name: 'sequence/import.settled',
    opts: { if: 'event.data.userId == async.data.userId', timeout: '30s' },
  })
})

test('a cancelled import is not finished', async () => {
  const { engine, calls } = run({ originals: [{ next: 'stop' }] })
  const { result } = await engine.execute()
  expect(result).toEqual({ importId: 7, ending: 'stopped' })
  expect(calls).not.toContain('finish')
})

test('an import that takes longer than a run may be goes on in another', async () => {
  const again = Array.from({ length: ROUNDS }, (): Outcome => ({ next: 'again' }))
  const { engine, calls } = run({ data: again })
  const { result } = await engine.execute()
  expect(result).toEqual({ importId: 7, ending: 'unfinished' })
  expect(calls.filter((id) => id === 'data')).toHaveLength(ROUNDS)
  expect(calls.at(-1)).toBe('go on')
  expect(calls).not.toContain('finish')
})

test('a run stays below the 1,000 steps that Inngest allows it', () => {
  expect(STEPS.length * ROUNDS * 2).toBeLessThan(950)
})

test('what a piece has waited in one run counts in the next', async () => {
  const waiting = Array.from({ length: ROUNDS }, (): Outcome => ({ next: 'wait', ms: 600_000, unreadable: false }))
  const sleeps = waiting.map((_, at) => `altitude: wait for Mapillary${at === 0 ? '' : `:${at}`}`)
  const earlier = { altitude: { waits: 10, waitedMs: 1_000, tries: 0 } }
  const { engine } = run({ altitude: waiting }, { patience: earlier, sleeps })
  const { ctx } = await engine.execute()
  expect(ctx.step.sendEvent).toHaveBeenCalledWith(
    'go on',
    expect.objectContaining({
      data: expect.objectContaining({
        importId: 7,
        patience: expect.objectContaining({
          altitude: { waits: 10 + ROUNDS, waitedMs: 1_000 + ROUNDS * 600_000, tries: 0 },
        }),
      }),
    }),
  )
})

test('no step id repeats, so that the SDK need not guess which round is meant', async () => {
  const { engine } = run({ data: [{ next: 'again' }, { next: 'again' }, { next: 'done' }] })
  const { ctx } = await engine.execute()
  const ids = vi.mocked(ctx.step.run).mock.calls.map(([id]) => id)
  expect(ids).toContain('data:2')
  const rounds = ids.filter((id) => String(id).startsWith('data'))
  expect([...new Set(rounds)].sort()).toEqual(['data', 'data:1', 'data:2'])
})
