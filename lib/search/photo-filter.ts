import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AreaParam } from '@/lib/geo/area'
import { BboxParam } from '@/lib/geo/bbox'
import { Id } from '@/lib/model/ids'
import { decimal, lngLat } from '@/lib/model/query-params'
import { decodeCursor, PHOTO_SORTS } from './cursor'
import { count, degrees, flag, from, SEASONS, several, share, since, text, to, transport } from './filter-params'

/** Parameters that may be given more than once. */
const REPEATABLE = ['tag', 'sequenceTag', 'season'] as const

/** Parameters that say how much of the result is wanted, not which photos it holds. */
const PAGING = ['limit', 'cursor']

/** What may be asked of a list of photos. */
export const PhotoQuery = z.object({
  bbox: BboxParam.optional().describe(
    'Within this box: `minLng,minLat,maxLng,maxLat`; west may be greater than east, across the antimeridian.',
  ),
  area: AreaParam.optional().describe('Within this polygon: `lng,lat,lng,lat,…`, 3 to 200 corners.'),
  near: lngLat.optional().describe('Within `radius` of this place: `lng,lat`.'),
  radius: decimal
    .pipe(z.number().positive('expected more than 0 metres').max(100_000, 'expected at most 100000 metres'))
    .default(100)
    .describe('Metres around `near`.'),
  sequence: Id.optional().describe('Of this sequence, by its id.'),
  user: text.optional().describe('Of this user, by name.'),
  from: from.optional().describe('Taken at or after this date or time.'),
  to: to.optional().describe('Taken at or before this date, the whole day, or time.'),
  since: since.optional().describe('Taken in the last days, months or years: `30d`, `12m`, `3y`.'),
  season: several(z.enum(SEASONS, `expected one of ${SEASONS.join(', ')}`), SEASONS.length).describe(
    'Taken in one of these seasons, of the hemisphere where it was taken.',
  ),
  pano: flag.optional().describe('Whether it is a 360° picture.'),
  tag: several(text, 20).describe('What is to be seen on it; each of them. `*` at the end stands for anything.'),
  source: z
    .enum(['mapillary', 'mtp'], 'expected mapillary or mtp')
    .optional()
    .describe('Who says so: Mapillary, or people here.'),
  minScore: share.optional().describe('How sure Mapillary is of the `tag`, at least; 0 to 1.'),
  minArea: share.optional().describe('Share of the picture that the `tag` takes up, at least; 0 to 1.'),
  minViewpoints: count.optional().describe('How many people find it worth the trip, at least.'),
  minAltitude: decimal.optional().describe('Metres, at least.'),
  maxAltitude: decimal.optional().describe('Metres, at most.'),
  cameraMake: text.optional().describe('In any case of letters.'),
  cameraModel: text.optional().describe('In any case of letters.'),
  transport: transport.optional().describe('How the sequence was travelled.'),
  sequenceTag: several(text, 20).describe('A tag of its sequence; each of them.'),
  heading: degrees(360).optional().describe('Looking this way: degrees clockwise from north.'),
  headingTolerance: degrees(180).default(45).describe('Degrees to both sides of `heading`.'),
  backedUp: flag.optional().describe('Whether the original is in the backup; narrows to your own photos.'),
  sort: z
    .enum(PHOTO_SORTS, `expected one of ${PHOTO_SORTS.join(', ')}`)
    .optional()
    .describe('`distance` needs `near`. Usual: by distance with `near`, else the newest first.'),
  limit: decimal
    .pipe(z.int('expected a whole number').min(1, 'expected 1 to 500').max(500, 'expected 1 to 500'))
    .default(50)
    .describe('How many at most.'),
  cursor: z
    .string()
    .max(500, 'expected the one of the page before')
    .optional()
    .describe('Where the page before ended, as `links.next` has it.'),
})

const PhotoFilterParams = PhotoQuery.extend({ queryKey: z.string() })
  .refine(({ tag: [first = '*'], sort }) => sort !== '-tag' || !first.endsWith('*'), {
    path: ['sort'],
    error: '-tag needs a tag without * at its end',
  })
  .refine(({ from, to }) => !from || !to || from < to, { path: ['to'], error: 'expected from or later' })
  .refine(({ minAltitude = -Infinity, maxAltitude = Infinity }) => minAltitude <= maxAltitude, {
    path: ['maxAltitude'],
    error: 'expected minAltitude or more',
  })
  .refine(({ near, sort }) => near || sort !== 'distance', {
    path: ['sort'],
    error: 'distance needs near=lng,lat',
  })
  .transform(({ cursor, ...filter }) => {
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
  const repeated = names.find((name, index) => names.indexOf(name) !== index && name in PhotoQuery.shape)
  if (repeated === undefined) return
  throw new z.ZodError([{ code: 'custom', path: [repeated], message: 'expected once', input: undefined }])
}

function queryKeyOf(given: [string, string][]): string {
  const asked = given
    .filter(([name]) => name in PhotoQuery.shape && !PAGING.includes(name))
    .map(([name, value]) => `${name}=${value.trim()}`)
    .sort()
  return createHash('sha256').update(asked.join('\n')).digest('base64url').slice(0, 12)
}
