import { createHash } from 'node:crypto'
import { z } from 'zod'
import { decimal } from '@/lib/model/query-params'
import { decodeCursor, PHOTO_SORTS } from './cursor'
import { FILTER_SCHEMAS } from './filters'

/** Parameters that say how much of the result is wanted, not which photos it holds. */
const PAGING = ['limit', 'cursor']

/** The parameters of a list of photos: those of the filters, the order and the page. */
export const PhotoQuery = z.object({
  ...FILTER_SCHEMAS,
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

/** Parameters that may be given more than once. */
const REPEATABLE = Object.entries(PhotoQuery.shape).flatMap(([name, schema]) =>
  schema instanceof z.ZodArray ? [name] : [],
)

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
  const single = given.filter(([name]) => !REPEATABLE.includes(name))
  refuseRepeats(single.map(([name]) => name))
  return PhotoFilterParams.parse({ ...Object.fromEntries([...single, ...lists]), queryKey: queryKeyOf(given) })
}

function valuesOf(given: [string, string][], wanted: string): string[] {
  return [...new Set(given.filter(([name]) => name === wanted).map(([, value]) => value.trim()))]
}

function refuseRepeats(names: string[]): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index && name in PhotoQuery.shape)
  if (repeated === undefined) return
  throw new z.ZodError([{ code: 'custom', path: [repeated], message: 'expected once', input: undefined }])
}

function queryKeyOf(given: [string, string][]): string {
  const narrowing = given
    .filter(([name]) => name in PhotoQuery.shape && !PAGING.includes(name))
    .map(([name, value]) => `${name}=${value.trim()}`)
    .sort()
  return createHash('sha256').update(narrowing.join('\n')).digest('base64url').slice(0, 12)
}
