import { expect, test } from 'vitest'
import { parseAnswer } from '@/components/api-fetch'
import type { ImportProgress } from '@/lib/imports/types'

const part = { total: 4, done: 2, failed: 1, waiting: 1, bytes: 0 }
const progress: ImportProgress = {
  id: '1',
  sequenceId: '2',
  isSequenceRemoved: false,
  kind: 'import',
  sequenceName: 'Along the river',
  mapillarySequenceKey: 'abc',
  status: 'running',
  reason: null,
  notes: [],
  waitingUntil: null,
  requestedAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  photoTotal: 4,
  stages: { data: part, altitude: part, trafficsigns: part, segmentations: part, instances: part, originals: part },
  errorTotal: 0,
  errors: [],
}

test('an import is read with all its stages', async () => {
  expect(await parseAnswer('Import', progress)).toEqual(progress)
})

test.each([
  ['a state that nobody knows', { status: 'sleeping' }],
  ['a stage left out', { stages: { data: part } }],
  ['a stage without numbers', { stages: { ...progress.stages, originals: {} } }],
])('an import with %s is not read', async (_case, changed) => {
  expect(await parseAnswer('Import', { ...progress, ...changed })).toBeNull()
})
