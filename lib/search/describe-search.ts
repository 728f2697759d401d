import type { Units } from '@/lib/format/units'
import type { SearchPart } from './filter'
import type { FilterName } from './filter-names'
import { FILTERS } from './filters'
import type { PhotoFilter } from './photo-filter'

const { pano, tags, time, season, camera, user, transport, sequenceTag, sequence, backup } = FILTERS
const { place, altitude, viewpoints, direction } = FILTERS

/** The filters in the order in which people say them. */
const IN_SENTENCE = {
  pano,
  tags,
  time,
  season,
  camera,
  user,
  transport,
  sequenceTag,
  sequence,
  backup,
  place,
  altitude,
  viewpoints,
  direction,
} satisfies Record<FilterName, unknown>

const SORT_TEXTS: Record<string, string> = {
  captured_at: 'oldest first',
  '-viewpoints': 'most viewpoints first',
  '-tag': 'those with most of the tag first',
}

/**
 * A search as a sentence in parts: "360° photos" "with a bench" "since 1 May 2024" "near 47.1, 11.3". The first part names the photos and is
 * always there; its `params` are empty when nothing is to be taken away.
 */
export function describeSearch(filter: PhotoFilter, units: Units = 'metric'): SearchPart[] {
  return [...Object.values(IN_SENTENCE).flatMap(({ sentence }) => sentence(filter, units)), ...sortParts(filter)]
}

/** The order is told where it is not what people expect: the newest first, near a place the nearest. */
function sortParts({ sort, near }: PhotoFilter): SearchPart[] {
  const text = sort === '-captured_at' && near ? 'newest first' : SORT_TEXTS[sort]
  return text === undefined ? [] : [{ text, params: ['sort'] }]
}
