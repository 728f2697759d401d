import { describe, expect, test } from 'vitest'
import {
  type ImportableFilters,
  newestFirst,
  parseFilters,
  passesFilters,
  toQuery,
} from '@/lib/imports/importable/filters'
import { overviewOf } from '@/lib/imports/importable/importable-pages'
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
const ALL = { month: '', state: 'all', view: null } as const
const passing = (sequences: ImportableSequence[], filters: Partial<ImportableFilters>) =>
  sequences.filter((each) => passesFilters(each, { ...ALL, ...filters })).map(({ key }) => key)

describe('filters of the import page', () => {
  const sequences = [
    sequence('may'),
    sequence('june', { capturedAt: '2024-06-01T00:00:00.000Z', here: { state: 'taken' } }),
    sequence('no date', { capturedAt: null, line: [] }),
  ]

  test('months are counted in the order of the list', () => {
    const listing = { sequences, withLines: async () => [] }
    expect(overviewOf(listing).months).toEqual([
      { month: '2024-05', count: 1 },
      { month: '2024-06', count: 1 },
      { month: 'unknown', count: 1 },
    ])
  })

  test('each filter narrows the list', () => {
    expect(passing(sequences, { month: '2024-06' })).toEqual(['june'])
    expect(passing(sequences, { month: 'unknown' })).toEqual(['no date'])
    expect(passing(sequences, { state: 'new' })).toEqual(['may', 'no date'])
    expect(passing(sequences, { view: [6, 50, 8, 52] })).toEqual(['may', 'june'])
    expect(passing(sequences, { view: [8, 50, 9, 52] })).toEqual([])
  })

  test('a view beyond the antimeridian finds what lies behind it', () => {
    const fiji = [sequence('fiji', { line: [[-179, -17]] })]
    expect(passing(fiji, { view: [170, -20, 190, -10] })).toEqual(['fiji'])
  })

  test('the newest come first, those without a date last, and ties have an order', () => {
    const listed = [sequence('b'), sequence('no date', { capturedAt: null }), sequence('a'), ...sequences.slice(1, 2)]
    expect(listed.sort(newestFirst).map(({ key }) => key)).toEqual(['june', 'a', 'b', 'no date'])
  })

  test('filters survive the address bar, and nonsense there is ignored', () => {
    const filters = { month: '2024-05', state: 'failed', view: [6, 50, 8.25, 52] } satisfies ImportableFilters
    expect(parseFilters(new URLSearchParams(toQuery(filters)))).toEqual(filters)
    expect(toQuery(ALL)).toBe('')
    expect(parseFilters(new URLSearchParams('month=yes&state=42&view=1,2,x,4'))).toEqual(ALL)
  })
})
