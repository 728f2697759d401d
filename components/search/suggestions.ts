import { label, labelGroup } from '@/lib/format/label'
import type { LngLat } from '@/lib/geo/lng-lat'
import { type ReadPosition, readPosition } from '@/lib/geo/read-position'
import type { Place } from '@/lib/geocoder/types'
import type { SuggestedSequence } from '@/lib/sequences/suggest-sequences'
import type { SearchFacets } from './types'

const MAX_TAGS = 8
const MAX_CLASSES = 3
const MAX_USERS = 3

/** What the search box offers. */
export type Suggestion =
  | { kind: 'tag'; value: string; name: string; detail: string; count: number | null }
  | { kind: 'user'; username: string; count: number }
  | ({ kind: 'sequence' } & SuggestedSequence)
  | { kind: 'place'; name: string; detail: string; lngLat: LngLat }

/** The headings of the list, in its order. */
export const SUGGESTION_GROUPS: { kind: Suggestion['kind']; title: string }[] = [
  { kind: 'tag', title: 'On the photos' },
  { kind: 'user', title: 'People' },
  { kind: 'sequence', title: 'Sequences' },
  { kind: 'place', title: 'Places' },
]

/** A thing to look for: a value, or with `*` at its end a branch of the class tree. */
type Thing = { value: string; name: string; detail: string }

/** Offers what fits the words that were typed; with none, what people look for, then what most photos of the result show beside sky and road. */
export function suggest(
  text: string,
  {
    things,
    facets,
    sequences,
    places,
  }: { things: Thing[]; facets: SearchFacets | null; sequences: SuggestedSequence[]; places: Place[] },
): Suggestion[] {
  const counts = new Map(facets?.tag.map(({ value, count }) => [value, count]))
  const asTag = (thing: Thing): Suggestion => ({ kind: 'tag', ...thing, count: counts.get(thing.value) ?? null })
  if (text.trim() === '') {
    const thingsByValue = new Map(things.map((thing) => [thing.value, thing]))
    const common = facets?.tag.flatMap(({ value }) => thingsByValue.get(value) ?? []) ?? []
    const worth = common.filter(isWorthLooking)
    const [sought, others] = [worth.filter(isSought), worth.filter((thing) => !isSought(thing))]
    return [...sought, ...others].slice(0, MAX_TAGS).map(asTag)
  }
  const position = readPosition(text).map(asPlace)
  if (position.length > 0) return position
  const fitting = things
    .filter(({ value, name }) => fits(text, `${name} ${value}`))
    .toSorted((a, b) => rankOf(text, a) - rankOf(text, b) || (counts.get(b.value) ?? 0) - (counts.get(a.value) ?? 0))
  const wantsClass = text.trim().endsWith('*')
  const classes = fitting.filter(({ value }) => value.endsWith('*')).slice(0, MAX_CLASSES)
  const tags = fitting.filter(({ value }) => !value.endsWith('*')).slice(0, MAX_TAGS - classes.length)
  const users = (facets?.user ?? []).filter(({ value }) => fits(text, value)).slice(0, MAX_USERS)
  return [
    ...(wantsClass ? [...classes, ...tags] : [...tags, ...classes]).map(asTag),
    ...users.map(({ value, count }): Suggestion => ({ kind: 'user', username: value, count })),
    ...sequences.map((sequence): Suggestion => ({ kind: 'sequence', ...sequence })),
    ...places.map((place): Suggestion => ({ kind: 'place', ...place })),
  ]
}

/** Nobody searches for what is on nearly every photo. */
const EVERYWHERE = [
  'nature--',
  'construction--flat--',
  'construction--structure--building',
  'object--vehicle--',
  'void--',
]

/** What people on foot look for: to rest, to find the way, to see. */
const SOUGHT = [
  'object--bench',
  'object--sign--information',
  'information--',
  'nature--water',
  'construction--structure--bridge',
]

function isWorthLooking(thing: Thing): boolean {
  return isSought(thing) || !EVERYWHERE.some((branch) => thing.value.startsWith(branch))
}

function isSought({ value }: Thing): boolean {
  return SOUGHT.some((branch) => value.startsWith(branch))
}

/** Every value as it reads, and every branch of the class tree that holds more than one: "Any vehicle". */
export function thingsOf(values: string[]): Thing[] {
  const branches = new Map<string, number>()
  for (const value of values) {
    const parts = value.split('--')
    for (let depth = 1; depth < parts.length; depth++) {
      const branch = parts.slice(0, depth).join('--')
      branches.set(branch, (branches.get(branch) ?? 0) + 1)
    }
  }
  const single = values.map((value) => ({ value, name: label(value), detail: labelGroup(value) }))
  const many = [...branches]
    .filter(([, count]) => count > 1)
    .map(([branch, count]) => ({ value: `${branch}--*`, name: branchName(branch), detail: `${count} kinds` }))
  return [...single, ...many]
}

/** "Any of: regulatory signs", "Any vehicle" */
function branchName(branch: string): string {
  return branch.includes('--') ? `Any ${label(branch).toLowerCase()}` : `Any of: ${labelGroup(branch).toLowerCase()}`
}

function asPlace({ lngLat: [lng, lat], order }: ReadPosition): Suggestion {
  const name = order === 'lat, lng' ? `Latitude ${lat}, longitude ${lng}` : `Longitude ${lng}, latitude ${lat}`
  return { kind: 'place', name, detail: `read as ${order}`, lngLat: [lng, lat] }
}

/** Each word that was typed, or what it is one of many of ("benches"), begins a word of `words`. */
function fits(text: string, words: string): boolean {
  const nameWords = split(words)
  const begins = (part: string) => nameWords.some((word) => word.startsWith(part))
  return split(text).every((part) => begins(part) || (part.length > 3 && /s$/.test(part) && begins(singular(part))))
}

function singular(word: string): string {
  return word.replace(/(?<=[sxz]|[cs]h)es$|s$/, '')
}

/** The very value first, then what begins like it. */
function rankOf(text: string, { value, name }: Thing): number {
  const typed = text.trim().toLowerCase()
  if (value === typed) return 0
  return name.toLowerCase().startsWith(typed) ? 1 : 2
}

function split(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
