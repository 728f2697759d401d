import { describe, expect, test } from 'vitest'
import { countMonths, filterImportable, parseFilters, toQuery } from '@/components/imports/importable-filters'
import type { ImportableSequence } from '@/lib/imports/types'

const sequence = (key: string, values: Partial<ImportableSequence> = {}): ImportableSequence => ({
  key,
  capturedAt: '2024-05-03T10:00:00.000Z',
  photoCount: 1,
  lengthMeters: 0,
  cameraMake: null,
  isPano: false,
  isPrivate: false,
  line: [[7, 51]],
  here: { state: 'new' },
  ...values,
})
const ALL = { month: '', state: 'all', isInView: false } as const
const keys = (found: ImportableSequence[]) => found.map(({ key }) => key)

describe('filters of the import page', () => {
  const sequences = [
    sequence('may'),
    sequence('june', { capturedAt: '2024-06-01T00:00:00.000Z', here: { state: 'taken' } }),
    sequence('no date', { capturedAt: null, line: [] }),
  ]

  test('months are counted in the order of the list', () => {
    expect(countMonths(sequences)).toEqual([
      { month: '2024-05', count: 1 },
      { month: '2024-06', count: 1 },
      { month: 'unknown', count: 1 },
    ])
  })

  test('each filter narrows the list', () => {
    expect(keys(filterImportable(sequences, { ...ALL, month: '2024-06' }, null))).toEqual(['june'])
    expect(keys(filterImportable(sequences, { ...ALL, month: 'unknown' }, null))).toEqual(['no date'])
    expect(keys(filterImportable(sequences, { ...ALL, state: 'new' }, null))).toEqual(['may', 'no date'])
    expect(keys(filterImportable(sequences, { ...ALL, isInView: true }, [6, 50, 8, 52]))).toEqual(['may', 'june'])
    expect(keys(filterImportable(sequences, { ...ALL, isInView: true }, [8, 50, 9, 52]))).toEqual([])
  })

  test('a view beyond the antimeridian finds what lies behind it', () => {
    const fiji = [sequence('fiji', { line: [[-179, -17]] })]
    expect(keys(filterImportable(fiji, { ...ALL, isInView: true }, [170, -20, 190, -10]))).toEqual(['fiji'])
  })

  test('filters survive the address bar, and nonsense there is ignored', () => {
    const filters = { month: '2024-05', state: 'failed', isInView: true } as const
    expect(parseFilters(new URLSearchParams(toQuery(filters)))).toEqual(filters)
    expect(toQuery(ALL)).toBe('')
    expect(parseFilters(new URLSearchParams('month=yes&state=42&in=pieces'))).toEqual(ALL)
  })
})
