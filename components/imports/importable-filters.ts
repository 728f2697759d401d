import type { ImportableSequence, ImportedState } from '@/lib/imports/types'

export type Bbox = [west: number, south: number, east: number, north: number]

export const STATE_FILTERS = ['all', 'new', 'here', 'failed', 'taken'] as const
export type StateFilter = (typeof STATE_FILTERS)[number]

export const STATE_FILTER_WORDS: Record<StateFilter, string> = {
  all: 'In any state',
  new: 'Not imported yet',
  here: 'Imported or importing',
  failed: 'Failed or cancelled',
  taken: 'Imported by someone else',
}

/** What the list shows; stands in the address bar. `month` is such as `2024-05`, empty for all. */
export type ImportableFilters = { month: string; state: StateFilter; isInView: boolean }

export function parseFilters(query: { get: (name: string) => string | null }): ImportableFilters {
  const month = query.get('month') ?? ''
  return {
    month: /^\d{4}-\d{2}$/.test(month) || month === 'unknown' ? month : '',
    state: STATE_FILTERS.find((state) => state === query.get('state')) ?? 'all',
    isInView: query.get('in') === 'view',
  }
}

/** The filters as a query, without what is not filtered. */
export function toQuery({ month, state, isInView }: ImportableFilters): string {
  const query = new URLSearchParams({
    ...(month && { month }),
    ...(state !== 'all' && { state }),
    ...(isInView && { in: 'view' }),
  })
  return query.toString()
}

/** The month a sequence was taken in, in UTC; `unknown` without a date. */
function monthOf({ capturedAt }: Pick<ImportableSequence, 'capturedAt'>): string {
  return capturedAt?.slice(0, 7) ?? 'unknown'
}

/** The months that occur, in the order of the sequences, with how many there are in each. */
export function countMonths(sequences: ImportableSequence[]): { month: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const sequence of sequences) counts.set(monthOf(sequence), (counts.get(monthOf(sequence)) ?? 0) + 1)
  return [...counts].map(([month, count]) => ({ month, count }))
}

const MATCHING: Record<StateFilter, ImportedState['state'][] | null> = {
  all: null,
  new: ['new'],
  here: ['importing', 'imported'],
  failed: ['failed'],
  taken: ['taken'],
}

/** The sequences that pass; `view` is what the map shows, null before it does. */
export function filterImportable(
  sequences: ImportableSequence[],
  { month, state, isInView }: ImportableFilters,
  view: Bbox | null,
): ImportableSequence[] {
  return sequences.filter(
    (sequence) =>
      (month === '' || monthOf(sequence) === month) &&
      (MATCHING[state]?.includes(sequence.here.state) ?? true) &&
      (!isInView || view === null || sequence.line.some((lngLat) => isInside(lngLat, view))),
  )
}

function isInside([lng, lat]: ImportableSequence['line'][number], [west, south, east, north]: Bbox): boolean {
  // A map that was turned around the world may say 190 degrees for -170.
  const isBetween = [lng - 360, lng, lng + 360].some((turned) => turned >= west && turned <= east)
  return isBetween && lat >= south && lat <= north
}

/** Whether an import of it can be asked for. */
export function isSelectable({ here }: Pick<ImportableSequence, 'here'>): boolean {
  return here.state === 'new' || here.state === 'failed'
}
