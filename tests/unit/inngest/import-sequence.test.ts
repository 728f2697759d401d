import { InngestTestEngine } from '@inngest/test'
import { expect, test } from 'vitest'
import { importSequence } from '@/inngest/functions/import-sequence'
import type { Outcome } from '@/lib/imports/outcome'

const STEPS = [
  'start',
  'read-sequence',
  'data',
  'altitude',
  'trafficsigns',
  'segmentations',
  'instances',
  'originals',
  'finish',
]

/** The function with every step answered: `outcomes` by step id, `done` for the others. */
function run(outcomes: Record<string, Outcome[]> = {}) {
  const calls: string[] = []
  const engine = new InngestTestEngine({
    function: importSequence,
    events: [{ name: 'sequence/import.requested', data: { importId: 7, userId: 3, attempt: 1 } }],
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
      ...STEPS.flatMap((id) => [`${id}: wait for Mapillary`, `${id}: wait for login`, `${id}: wait for turn`]).map(
        (id) => ({
          id,
          handler() {
            calls.push(id)
            return null
          },
        }),
      ),
      {
        id: 'settle',
        handler() {
          calls.push('settle')
          return { ids: [] }
        },
      },
    ],
  })
  return { engine, calls }
}

test('an import runs every stage once and says that it is over', async () => {
  const { engine, calls } = run()
  const { result } = await engine.execute()
  expect(result).toEqual({ importId: 7, stopped: false })
  expect([...calls].sort()).toEqual([...STEPS, 'settle'].sort())
  expect(calls.slice(0, 2)).toEqual(['start', 'read-sequence'])
  expect(calls.slice(-2)).toEqual(['finish', 'settle'])
})

test('a stage with more to do is run again', async () => {
  const { engine, calls } = run({ data: [{ next: 'again' }, { next: 'again' }, { next: 'done' }] })
  await engine.execute()
  expect(calls.filter((id) => id === 'data')).toHaveLength(3)
})

test('an outage and a refused login are slept over, and the stage goes on', async () => {
  const { engine, calls } = run({
    originals: [{ next: 'wait', ms: 5_000, unreadable: false }, { next: 'login' }, { next: 'done' }],
  })
  const { result } = await engine.execute()
  expect(result).toEqual({ importId: 7, stopped: false })
  expect(calls).toContain('originals: wait for Mapillary')
  expect(calls).toContain('originals: wait for login')
})

test('an import that waits for its turn starts when another is over', async () => {
  const { engine, calls } = run({ start: [{ next: 'turn' }, { next: 'done' }] })
  await engine.execute()
  expect(calls.slice(0, 4)).toEqual(['start', 'start: wait for turn', 'start', 'read-sequence'])
})

test('a cancelled import is not finished', async () => {
  const { engine, calls } = run({ originals: [{ next: 'stop' }] })
  const { result } = await engine.execute()
  expect(result).toEqual({ importId: 7, stopped: true })
  expect(calls).not.toContain('finish')
})
