import { formatDate } from '@/lib/format/date'
import { label, labelGroup } from '@/lib/format/label'
import { formatCount, formatLength, formatPlural } from '@/lib/format/number'
import type { LngLat } from '@/lib/geo/lng-lat'
import { directionName } from '@/lib/photos/describe-photo'
import type { PhotoFilter } from './photo-filter'

/** A part of the sentence, and the parameters that go when it is taken away; `value` where only one of several of that name goes. */
export type SearchPart = { text: string; params: string[]; value?: string }

/** What a search needs to be told in words: of the filter all but its paging. */
export type DescribedFilter = Partial<Omit<PhotoFilter, 'cursor' | 'limit' | 'queryKey'>>

const PRESETS: Record<string, [one: string, many: string]> = {
  d: ['day', 'days'],
  m: ['month', 'months'],
  y: ['year', 'years'],
}
const SOURCES = { mapillary: 'with tags of Mapillary', mtp: 'with tags of our users' }

/**
 * A search as a sentence in parts: "360° photos" "with a bench" "since 1 May 2024" "near 47.1, 11.3". The first part names the photos and is
 * there always; its `params` are empty when nothing is to be taken away.
 */
export function describeSearch(filter: DescribedFilter): SearchPart[] {
  return [
    kind(filter),
    ...tags(filter),
    ...quality(filter),
    ...when(filter),
    ...camera(filter),
    ...people(filter),
    ...where(filter),
    ...heights(filter),
    ...direction(filter),
    ...order(filter),
  ]
}

function kind({ pano }: DescribedFilter): SearchPart {
  if (pano === undefined) return { text: 'Photos', params: [] }
  return { text: pano ? '360° photos' : 'Flat photos', params: ['pano'] }
}

function tags({ tag = [], source }: DescribedFilter): SearchPart[] {
  const parts = tag.map((value, index) => ({
    text: `${index === 0 ? 'with' : 'and'} ${thing(value)}`,
    params: ['tag'],
    value,
  }))
  if (source === undefined) return parts
  return [...parts, { text: tag.length === 0 ? SOURCES[source] : `(${sourceName(source)})`, params: ['source'] }]
}

function sourceName(source: 'mapillary' | 'mtp'): string {
  return source === 'mapillary' ? 'found by Mapillary' : 'tagged by our users'
}

function thing(value: string): string {
  if (value === '*') return 'any tag'
  if (/^[^-]+(--)?\*$/.test(value)) return labelGroup(value.slice(0, -1)).toLowerCase()
  const star = value.endsWith('*')
  const name = label(star ? value.slice(0, -1) : value).toLowerCase()
  if (star) return `any ${name}`
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

function quality({ minScore, minArea }: DescribedFilter): SearchPart[] {
  return [
    ...part(minScore, (score) => `found with a certainty of ${percent(score)} or more`, 'minScore'),
    ...part(minArea, (area) => `filling ${percent(area)} of the picture or more`, 'minArea'),
  ]
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`
}

function when({ since, from, to, season = [] }: DescribedFilter): SearchPart[] {
  const lastDay = to && new Date(to.getTime() - 1) // `to` is exclusive
  const range =
    from && lastDay
      ? [{ text: between(formatDate(from), formatDate(lastDay)), params: ['from', 'to'] }]
      : [
          ...part(from, (moment) => `since ${formatDate(moment)}`, 'from'),
          ...part(lastDay, (moment) => `until ${formatDate(moment)}`, 'to'),
        ]
  return [
    ...part(since, (preset) => `of the last ${presetName(preset)}`, 'since'),
    ...range,
    ...season.map((value, index) => ({ text: `${index === 0 ? 'in' : 'or'} ${value}`, params: ['season'], value })),
  ]
}

function between(first: string, last: string): string {
  if (first === last) return `on ${first}`
  const year = first.match(/^1 January (\d+)$/)?.[1]
  return year !== undefined && last === `31 December ${year}` ? `of ${year}` : `between ${first} and ${last}`
}

function presetName(preset: string): string {
  const amount = Number.parseInt(preset, 10)
  const [one, many] = PRESETS[preset.slice(-1)] ?? ['', '']
  return amount === 1 ? one : `${amount} ${many}`
}

function camera({ cameraMake, cameraModel }: DescribedFilter): SearchPart[] {
  return [
    ...part(cameraMake, (make) => `taken with ${make}`, 'cameraMake'),
    ...part(cameraModel, (model) => (cameraMake === undefined ? `taken with ${model}` : model), 'cameraModel'),
  ]
}

function people({ user, transport, sequenceTag = [], sequence, backedUp }: DescribedFilter): SearchPart[] {
  return [
    ...part(user, (username) => `by ${username}`, 'user'),
    ...part(transport, (type) => `travelled by ${type.toLowerCase()}`, 'transport'),
    ...sequenceTag.map((value) => ({ text: `of sequences tagged ${value}`, params: ['sequenceTag'], value })),
    ...part(sequence, (id) => `of sequence ${id}`, 'sequence'),
    ...part(backedUp, (is) => (is ? 'of mine, backed up' : 'of mine, not backed up'), 'backedUp'),
  ]
}

function where({ near, radius, bbox, area }: DescribedFilter): SearchPart[] {
  return [
    ...part(
      near,
      (place) => `within ${formatLength(radius ?? 0).replace('.0 ', ' ')} of ${placeName(place)}`,
      'near',
      'radius',
    ),
    ...part(bbox, () => 'in this part of the map', 'bbox'),
    ...part(area, (corners) => `in a drawn area of ${formatPlural(corners.length, 'corner')}`, 'area'),
  ]
}

function placeName([lng, lat]: LngLat): string {
  return `${Number(lat.toFixed(4))}, ${Number(lng.toFixed(4))}`
}

function heights({ minAltitude, maxAltitude, minViewpoints }: DescribedFilter): SearchPart[] {
  const altitude =
    minAltitude !== undefined && maxAltitude !== undefined
      ? [
          {
            text: `at ${formatCount(minAltitude)} to ${formatCount(maxAltitude)} m`,
            params: ['minAltitude', 'maxAltitude'],
          },
        ]
      : [
          ...part(minAltitude, (meters) => `above ${formatCount(meters)} m`, 'minAltitude'),
          ...part(maxAltitude, (meters) => `below ${formatCount(meters)} m`, 'maxAltitude'),
        ]
  return [
    ...altitude,
    ...part(
      minViewpoints,
      (marks) => `marked as viewpoint by ${formatPlural(marks, 'person', 'people')} or more`,
      'minViewpoints',
    ),
  ]
}

function direction({ heading, headingTolerance }: DescribedFilter): SearchPart[] {
  return part(
    heading,
    (angle) => `looking ${directionName(angle)} (${angle}° ± ${headingTolerance ?? 45}°)`,
    'heading',
    'headingTolerance',
  )
}

const ORDERS: Record<string, string> = {
  captured_at: 'oldest first',
  '-viewpoints': 'most viewpoints first',
  '-tag': 'those with most of the tag first',
}

/** The order is told where it is not the one that people expect: the newest first, near a place the nearest. */
function order({ sort, near }: DescribedFilter): SearchPart[] {
  const text = sort === '-captured_at' && near ? 'newest first' : ORDERS[sort ?? '']
  return text === undefined ? [] : [{ text, params: ['sort'] }]
}

function part<T>(value: T | undefined, text: (value: T) => string, ...params: string[]): SearchPart[] {
  return value === undefined ? [] : [{ text: text(value), params }]
}
