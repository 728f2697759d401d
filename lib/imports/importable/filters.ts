import type { Bbox } from '@/lib/geo/bbox'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { ImportableSequence, ImportedState } from '@/lib/imports/types'

export const STATE_FILTERS = ['all', 'new', 'here', 'failed', 'taken'] as const
export type StateFilter = (typeof STATE_FILTERS)[number]

/** `month` is such as `2024-05`, empty for all; `view` is what a map shows, null: wherever they are. */
export type ImportableFilters = { month: string; state: StateFilter; view: Bbox | null }

/** What filters and choices look at. */
export type Filterable = Pick<ImportableSequence, 'key' | 'capturedAt' | 'line'> & {
  here: Pick<ImportedState, 'state'>
}

const MATCHING: Record<StateFilter, ImportedState['state'][] | null> = {
  all: null,
  new: ['new'],
  here: ['importing', 'imported'],
  failed: ['failed'],
  taken: ['taken'],
}

/** The filters as a query, without what is not filtered. */
export function toQuery({ month, state, view }: ImportableFilters): string {
  const query = new URLSearchParams({
    ...(month && { month }),
    ...(state !== 'all' && { state }),
    ...(view && { view: view.join(',') }),
  })
  return query.toString()
}

/** The filters of a query. What makes no sense filters nothing. */
export function parseFilters(query: { get: (name: string) => string | null }): ImportableFilters {
  const month = query.get('month') ?? ''
  return {
    month: /^\d{4}-\d{2}$/.test(month) || month === 'unknown' ? month : '',
    state: STATE_FILTERS.find((state) => state === query.get('state')) ?? 'all',
    view: parseView(query.get('view')),
  }
}

function parseView(text: string | null): Bbox | null {
  const numbers = text?.split(',').map(Number) ?? []
  const [west, south, east, north] = numbers
  if (numbers.length !== 4 || !numbers.every(Number.isFinite)) return null
  return [west ?? 0, south ?? 0, east ?? 0, north ?? 0]
}

/** The month a sequence was taken in, in UTC; `unknown` without a date. */
export function monthOf({ capturedAt }: Pick<ImportableSequence, 'capturedAt'>): string {
  return capturedAt?.slice(0, 7) ?? 'unknown'
}

export function passesFilters(sequence: Filterable, { month, state, view }: ImportableFilters): boolean {
  return (
    (month === '' || monthOf(sequence) === month) &&
    (MATCHING[state]?.includes(sequence.here.state) ?? true) &&
    (view === null || sequence.line.some((lngLat) => isInside(lngLat, view)))
  )
}

function isInside([lng, lat]: LngLat, [west, south, east, north]: Bbox): boolean {
  // A map that was turned around the world may say 190 degrees for -170.
  const isBetween = [lng - 360, lng, lng + 360].some((turned) => turned >= west && turned <= east)
  return isBetween && lat >= south && lat <= north
}

/** The order of the list; those without a date come last. */
export function newestFirst(a: Placed, b: Placed): number {
  return compare(b.capturedAt ?? '', a.capturedAt ?? '') || compare(a.key, b.key)
}

type Placed = Pick<ImportableSequence, 'key' | 'capturedAt'>

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** Whether an import of it can be asked for. */
export function isSelectable({ here }: Pick<Filterable, 'here'>): boolean {
  return here.state === 'new' || here.state === 'failed'
}
