import { expect, test } from 'vitest'
import { functions } from '@/inngest/functions'
import { importSequence } from '@/inngest/functions/import-sequence'

test('every function has an id of its own and says how often it is retried', () => {
  const ids = functions.map(({ opts }) => opts.id)
  expect(new Set(ids).size).toBe(functions.length)
  for (const { opts } of functions) expect(opts.retries, opts.id).toBeGreaterThanOrEqual(0)
})

test('an import is limited per user, and cancelled by the event of that very import', () => {
  expect(importSequence.opts).toMatchObject({
    id: 'import-sequence',
    concurrency: { key: 'event.data.userId' },
    cancelOn: [{ event: expect.objectContaining({ name: 'sequence/import.cancelled' }), match: 'data.importId' }],
  })
})
