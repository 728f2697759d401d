import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AreaParam } from '@/lib/geo/area'
import { BboxParam } from '@/lib/geo/bbox'
import { Id } from '@/lib/ids'
import { decodeCursor, PHOTO_SORTS } from './cursor'
import {
  count,
  decimal,
  degrees,
  flag,
  from,
  lngLat,
  SEASONS,
  several,
  share,
  since,
  text,
  to,
  transport,
} from './filter-params'

/** Parameters that may be given more than once. */
const REPEATABLE = ['tag', 'sequenceTag', 'season'] as const

/** Parameters that say how much of the result is wanted, not which photos it holds. */
const PAGING = ['limit', 'cursor']

const Shape = z.object({
  bbox: BboxParam.optional(),
  area: AreaParam.optional(),
  near: lngLat.optional(),
  radius: decimal
    .pipe(z.number().positive('expected more than 0 metres').max(100_000, 'expected at most 100000 metres'))
    .default(100),
  sequence: Id.optional(),
  user: text.optional(),
  from: from.optional(),
  to: to.optional(),
  since: since.optional(),
  season: several(z.enum(SEASONS, `expected one of ${SEASONS.join(', ')}`), SEASONS.length),
  pano: flag.optional(),
  tag: several(text, 20),
  source: z.enum(['mapillary', 'mtp'], 'expected mapillary or mtp').optional(),
  minScore: share.optional(),
  minArea: share.optional(),
  minViewpoints: count.optional(),
  minAltitude: decimal.optional(),
  maxAltitude: decimal.optional(),
  cameraMake: text.optional(),
  cameraModel: text.optional(),
  transport: transport.optional(),
  sequenceTag: several(text, 20),
  heading: degrees(360).optional(),
  headingTolerance: degrees(180).default(45),
  backedUp: flag.optional(),
  sort: z.enum(PHOTO_SORTS, `expected one of ${PHOTO_SORTS.join(', ')}`).optional(),
  limit: decimal
    .pipe(z.int('expected a whole number').min(1, 'expected 1 to 500').max(500, 'expected 1 to 500'))
    .default(50),
  cursor: z.string().max(500, 'expected the one of the page before').optional(),
  queryKey: z.string(),
})

const PhotoFilterParams = Shape.refine(({ near, sort }) => near || sort !== 'distance', {
  path: ['sort'],
  error: 'distance needs near=lng,lat',
}).transform(({ cursor, ...filter }) => {
  const sort = filter.sort ?? (filter.near ? 'distance' : '-captured_at')
  return { ...filter, sort, cursor: cursor === undefined ? undefined : decodeCursor(cursor, filter.queryKey) }
})

/** Which photos, in which order, and which page of them. `queryKey` is the same for every page of one result. */
export type PhotoFilter = z.infer<typeof PhotoFilterParams>

/** Reads the query of a list of photos; empty parameters count as absent, unknown ones are ignored. Throws ZodError or INVALID_INPUT. */
export function parsePhotoFilter(params: URLSearchParams): PhotoFilter {
  const given = [...params].filter(([, value]) => value.trim() !== '')
  const lists = REPEATABLE.map((name) => [name, valuesOf(given, name)])
  const single = given.filter(([name]) => !isRepeatable(name))
  refuseRepeats(single.map(([name]) => name))
  return PhotoFilterParams.parse({ ...Object.fromEntries([...single, ...lists]), queryKey: queryKeyOf(given) })
}

function valuesOf(given: [string, string][], wanted: string): string[] {
  return [...new Set(given.filter(([name]) => name === wanted).map(([, value]) => value.trim()))]
}

function isRepeatable(name: string): boolean {
  return REPEATABLE.some((repeatable) => repeatable === name)
}

function refuseRepeats(names: string[]): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index && name in Shape.shape)
  if (repeated === undefined) return
  throw new z.ZodError([{ code: 'custom', path: [repeated], message: 'expected once', input: undefined }])
}

function queryKeyOf(given: [string, string][]): string {
  const asked = given
    .filter(([name]) => name in Shape.shape && !PAGING.includes(name))
    .map(([name, value]) => `${name}=${value.trim()}`)
    .sort()
  return createHash('sha256').update(asked.join('\n')).digest('base64url').slice(0, 12)
}
