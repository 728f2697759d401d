import { createHash } from 'node:crypto'
import type { ImportableSequence } from '@/lib/imports/types'
import { isChosenByRules, NO_TOTALS, type Rule, type Totals, totalsOf } from './choice'
import { type ImportableFilters, isSelectable, monthOf, newestFirst, passesFilters } from './filters'
import type { ListedSequence, Listing } from './list-importable'
import { SKETCH_POINTS } from './thin-to'

export const FIRST_ROWS = 20 // of the page itself
export const MORE_ROWS = 60

/** A part of the list, and what all that pass the filters come to. */
export type ImportablePage = {
  sequences: ImportableSequence[]
  next: string | null // where the next part begins; null: this is the last one
  matching: number
  selectable: Totals
}

/** What is the same whatever the filters: how many there are, by month, and which list it is. */
export type ImportableOverview = { total: number; months: { month: string; count: number }[]; version: string }

/** A part of a user's list. Parts stay in place while the list grows: each begins after the last sequence of the one before. */
export async function pageOf(
  listing: Listing,
  { filters, after, count }: { filters: ImportableFilters; after: string | null; count: number },
): Promise<ImportablePage> {
  const matching = await findMatching(listing, filters)
  const rest = after === null ? matching : matching.filter((sequence) => newestFirst(sequence, placeOf(after)) > 0)
  const shown = rest.slice(0, count)
  const last = shown.at(-1)
  return {
    sequences: await listing.withLines(shown, SKETCH_POINTS),
    next: last && rest.length > shown.length ? `${last.capturedAt ?? ''} ${last.key}` : null,
    matching: matching.length,
    selectable: totalsOf(matching.filter(isSelectable)),
  }
}

function placeOf(after: string): { key: string; capturedAt: string | null } {
  const end = after.indexOf(' ')
  return { capturedAt: after.slice(0, Math.max(0, end)) || null, key: after.slice(end + 1) }
}

export function overviewOf({ sequences }: Listing): ImportableOverview {
  const months = new Map<string, number>()
  for (const sequence of sequences) months.set(monthOf(sequence), (months.get(monthOf(sequence)) ?? 0) + 1)
  const hash = createHash('sha1')
  for (const { key, photoCount, here } of sequences) hash.update(`${key} ${photoCount} ${here.state}\n`)
  return {
    total: sequences.length,
    months: [...months].map(([month, count]) => ({ month, count })),
    version: hash.digest('base64url').slice(0, 12),
  }
}

/** What rules choose, and how many of those that pass `within`. */
export async function countChosen(
  listing: Listing,
  { rules, within }: { rules: Rule[]; within: ImportableFilters },
): Promise<{ chosen: Totals; within: number }> {
  if (rules.length === 0) return { chosen: NO_TOTALS, within: 0 }
  const isPlaced = within.view !== null || rules.some(({ filters }) => filters.view !== null)
  const chosen = (await withSketches(listing, listing.sequences, isPlaced)).filter((sequence) =>
    isChosenByRules(rules, sequence),
  )
  return { chosen: totalsOf(chosen), within: chosen.filter((sequence) => passesFilters(sequence, within)).length }
}

/** All that pass the filters. */
export async function findMatching(listing: Listing, filters: ImportableFilters): Promise<Sketched[]> {
  const elsewhere = { ...filters, view: null }
  const candidates = listing.sequences.filter((sequence) => passesFilters({ ...sequence, line: [] }, elsewhere))
  const sketched = await withSketches(listing, candidates, filters.view !== null)
  return sketched.filter((sequence) => passesFilters(sequence, filters))
}

export type Sketched = ListedSequence & Pick<ImportableSequence, 'line'>

/** Lines cost the most, so that they are only read where a map's view is asked for. */
export async function withSketches(
  listing: Listing,
  sequences: ListedSequence[],
  isPlaced: boolean,
): Promise<Sketched[]> {
  if (isPlaced) return listing.withLines(sequences, SKETCH_POINTS)
  return sequences.map((sequence) => ({ ...sequence, line: [] }))
}
