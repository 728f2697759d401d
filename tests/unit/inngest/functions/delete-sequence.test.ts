import { InngestTestEngine } from '@inngest/test'
import { expect, test } from 'vitest'
import { deleteSequence } from '@/inngest/functions/delete-sequence'

/** The function with every step answered: by step id, whether there was nothing more to do. */
function run({ backup, more = {} }: { backup: boolean; more?: Record<string, number> }) {
  const calls: string[] = []
  const ids = ['settle-backup', 'remove-rows', 'remove-pictures', 'remove-late-files']
  const sleeps = ['wait until its import has stopped', 'wait for what was being written']
  const engine = new InngestTestEngine({
    function: deleteSequence,
    events: [{ name: 'sequence/deletion.requested', data: { sequenceId: 7, userId: 3, backup } }],
    steps: [
      ...sleeps.map((id) => ({ id, handler: () => undefined })),
      ...ids.flatMap((id) =>
        Array.from({ length: (more[id] ?? 0) + 1 }, (_, index) => ({
          id: index === 0 ? id : `${id}:${index}`,
          handler() {
            calls.push(id)
            return index === (more[id] ?? 0)
          },
        })),
      ),
    ],
  })
  return { engine, calls }
}

test('a deletion waits for the import, then removes the files, then the rows, then the pictures, then what came late', async () => {
  const { engine, calls } = run({ backup: true })
  await engine.execute()
  expect(calls).toEqual(['settle-backup', 'remove-rows', 'remove-pictures', 'remove-late-files'])
})

test('a deletion begins three seconds later', async () => {
  const engine = new InngestTestEngine({
    function: deleteSequence,
    events: [{ name: 'sequence/deletion.requested', data: { sequenceId: 7, userId: 3, backup: true } }],
  })
  const { step } = await engine.executeStep('wait until its import has stopped')
  expect(step).toMatchObject({ op: 'Sleep', name: '3s' })
})

test('a deletion that keeps the backup looks for no late files', async () => {
  const { engine, calls } = run({ backup: false })
  await engine.execute()
  expect(calls).toEqual(['settle-backup', 'remove-rows', 'remove-pictures'])
})

test('a large sequence is removed in several steps', async () => {
  const { engine, calls } = run({ backup: false, more: { 'settle-backup': 2, 'remove-rows': 1 } })
  await engine.execute()
  expect(calls).toEqual([
    'settle-backup',
    'settle-backup',
    'settle-backup',
    'remove-rows',
    'remove-rows',
    'remove-pictures',
  ])
})
