import { type Filterable, type ImportableFilters, isSelectable, passesFilters } from './filters'

/** All that pass the filters are chosen, or left out. */
export type Rule = { filters: ImportableFilters; isChosen: boolean }

/** Which sequences are to be imported, however many there are. */
export type Choice = {
  rules: Rule[] // the last that fits counts
  singles: ReadonlyMap<string, boolean> // by key; they count more than the rules
}

/** What a number of sequences come to; `newPhotoCount` of those that were never asked for, which is what the limit of a day counts. */
export type Totals = { count: number; photoCount: number; newPhotoCount: number; lengthMeters: number }

export type Counted = Filterable & { photoCount: number; lengthMeters: number; timeZone?: string }

export const NO_TOTALS: Totals = { count: 0, photoCount: 0, newPhotoCount: 0, lengthMeters: 0 }

export function isChosen({ rules, singles }: Choice, sequence: Filterable): boolean {
  if (!isSelectable(sequence)) return false
  return singles.get(sequence.key) ?? isChosenByRules(rules, sequence)
}

export function isChosenByRules(rules: Rule[], sequence: Filterable): boolean {
  if (!isSelectable(sequence)) return false
  return rules.findLast(({ filters }) => passesFilters(sequence, filters))?.isChosen ?? false
}

export function totalsOf(sequences: Counted[]): Totals {
  return sequences.reduce(plus, NO_TOTALS)
}

export function plus(totals: Totals, sequence: Counted): Totals {
  return add(totals, sequence, 1)
}

export function minus(totals: Totals, sequence: Counted): Totals {
  return add(totals, sequence, -1)
}

function add(totals: Totals, { here, photoCount, lengthMeters }: Counted, sign: 1 | -1): Totals {
  return {
    count: totals.count + sign,
    photoCount: totals.photoCount + sign * photoCount,
    newPhotoCount: totals.newPhotoCount + (here.state === 'new' ? sign * photoCount : 0),
    lengthMeters: totals.lengthMeters + sign * lengthMeters,
  }
}
