import { expect } from 'vitest'
import { watchImport } from '@/lib/imports/progress/watch-import'
import { test } from '@/tests/support/db'
import { insertImport, insertSequence } from '@/tests/support/factories'

test('the events of an import end when who listens is no longer logged in', async ({ db }) => {
  const { id: sequenceId, ownerId: userId } = await insertSequence(db)
  const { id: importId } = await insertImport(db, { sequenceId, userId, state: 'running' })
  const answers = [true, false]
  const events = watchImport(
    db,
    { importId, userId },
    { signal: new AbortController().signal, isStillCaller: async () => answers.shift() ?? false },
  )
  const chunks: string[] = []
  const decoder = new TextDecoder()
  for await (const chunk of events) chunks.push(decoder.decode(chunk))
  expect(chunks).toHaveLength(1)
  expect(chunks[0]).toContain('data: {')
})
