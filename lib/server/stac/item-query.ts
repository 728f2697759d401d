import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { parseJson } from '@/lib/format/parse-json'
import { Geometry, geometryBbox } from '@/lib/geo/geometry'
import { Id } from '@/lib/model/ids'
import { described } from '@/lib/model/query-params'
import { decodeCursor } from '@/lib/search/cursor'
import { type PhotoFilter, parsePhotoFilter } from '@/lib/search/photo-filter'

const MAX_IDS = 500
const MAX_COLLECTIONS = 100
const USUAL_LIMIT = 50
const MAX_LIMIT = 500
const FIRST_TIME = '1800-01-01T00:00:00Z' // every item has a time, so photos without one are left out

const idList = (max: number, what: string) => z.array(z.string().max(100)).max(max, `expected at most ${max} ${what}`)
const atMost = (limit: number) => Math.min(limit, MAX_LIMIT) // as the specification wants it: more is no error

/** What POST takes. */
export const ItemSearchBody = z.object({
  bbox: z
    .array(z.number())
    .refine(({ length }) => length === 4 || length === 6, 'expected four numbers, or six with heights')
    .optional(),
  intersects: Geometry.optional(),
  datetime: z.string().max(100).optional(),
  ids: idList(MAX_IDS, 'ids').optional(),
  collections: idList(MAX_COLLECTIONS, 'collections').optional(),
  limit: z.int().min(1, 'expected at least 1').default(USUAL_LIMIT),
})
type Asked = z.output<typeof ItemSearchBody>

const text = (about: string, example: string) =>
  described(z.string().max(20_000, 'expected a shorter text').optional(), about, {
    type: 'string',
    examples: [example],
  })

const limit = z
  .string()
  .regex(/^\d{1,6}$/, 'expected a whole number')
  .transform(Number)
  .pipe(z.int().min(1, 'expected at least 1'))
  .optional()

export const pageLimit = described(
  limit.transform((asked = USUAL_LIMIT) => atMost(asked)),
  `How many at most; more than ${MAX_LIMIT} are never given.`,
  { type: 'integer', minimum: 1, default: USUAL_LIMIT },
)

/** What GET takes. */
export const ItemQuery = z.object({
  bbox: text(
    'In this box: `west,south,east,north`; six numbers with heights, which do not count.',
    '11.2,47,11.4,47.2',
  ),
  intersects: text('In this GeoJSON geometry. Not together with `bbox`.', '{"type":"Point","coordinates":[11.3,47.1]}'),
  datetime: text('At this time, or in this interval: `2024-05-01T00:00:00Z/..`.', '2024-05-01T00:00:00Z/..'),
  ids: text('These items.', '1,2,3'),
  collections: text('In these collections.', '7,8'),
  limit: pageLimit,
  cursor: described(z.string().max(1_000).optional(), 'Where the page before ended.', { type: 'string' }),
})

/** `ids`: these photos only. `shape`: photos in it, besides what the filter asks for. */
export type ItemSearch = { ids: number[] | null; shape: Geometry | null; filter: PhotoFilter }

/** The parameters of STAC's item search as a search for photos. Throws ZodError or INVALID_INPUT. */
export function readItemQuery(params: URLSearchParams): ItemSearch {
  const given = [...params].filter(([, value]) => value.trim() !== '')
  const { cursor, ...query } = ItemQuery.parse(Object.fromEntries(given))
  const givenSearch = ItemSearchBody.parse({
    ...query,
    bbox: query.bbox?.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))),
    intersects: query.intersects && (parseJson(query.intersects) ?? 'no JSON'),
    ids: query.ids?.split(','),
    collections: query.collections?.split(','),
  })
  return toItemSearch(givenSearch, cursor)
}

/** The same of what was sent by POST. */
export function toItemSearch(asked: Asked, cursor: string | undefined): ItemSearch {
  const { bbox, intersects: shape = null, datetime } = asked
  if (bbox && shape) throw new AppError('INVALID_INPUT', 'bbox: expected either bbox or intersects')
  const { from, to } = intervalOf(datetime)
  const collections = asked.collections && knownIds(asked.collections)
  const isNowhere = collections?.length === 0
  const params = {
    bbox: (shape ? geometryBbox(shape) : bbox && flat(bbox))?.join(','),
    sequence: isNowhere ? undefined : collections?.join(','),
    from: from ?? FIRST_TIME,
    to,
    limit: String(atMost(asked.limit)),
  }
  const givenParams = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const filter = parsePhotoFilter(new URLSearchParams(givenParams))
  const queryKey = createHash('sha256')
    .update(JSON.stringify([filter.queryKey, shape, asked.ids]))
    .digest('base64url')
    .slice(0, 12)
  return {
    ids: isNowhere ? [] : asked.ids ? knownIds(asked.ids) : null,
    shape,
    filter: { ...filter, queryKey, cursor: cursor === undefined ? undefined : decodeCursor(cursor, queryKey) },
  }
}

/** Ids that nothing here can have are ids of nothing. */
function knownIds(ids: string[]): number[] {
  return [...new Set(ids.flatMap((id) => Id.safeParse(id.trim()).data ?? []))]
}

/** Without the heights of a box that has them. */
function flat(bbox: number[]): number[] {
  return bbox.length === 6 ? bbox.filter((_, at) => at !== 2 && at !== 5) : bbox
}

/** https://api.stacspec.org/v1.0.0/item-search: one time, or two with `..` or nothing for an open end. */
function intervalOf(datetime: string | undefined): { from?: string | undefined; to?: string | undefined } {
  if (datetime === undefined) return {}
  const ends = datetime.split('/').map((end) => (end === '..' || end === '' ? undefined : end))
  const [from, to] = ends.length === 1 ? [ends[0], ends[0]] : ends
  const isInOrder = from === undefined || to === undefined || !(Date.parse(from) > Date.parse(to))
  if (ends.length <= 2 && (from !== undefined || to !== undefined) && isInOrder) return { from, to }
  throw new z.ZodError([
    { code: 'custom', path: ['datetime'], message: 'expected a time, or first/last', input: datetime },
  ])
}
