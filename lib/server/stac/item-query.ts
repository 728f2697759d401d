import { z } from 'zod'
import { described, limitParam } from '@/lib/model/query-params'
import { type PhotoFilter, parsePhotoFilter } from '@/lib/search/photo-filter'

const MAX_IDS = 500
const FIRST_TIME = '1800-01-01T00:00:00Z' // every item has a time, so photos without one are left out

const text = (about: string, example: string) =>
  described(z.string().max(20_000, 'expected a shorter text').optional(), about, {
    type: 'string',
    examples: [example],
  })

const idList = (name: string, max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,15}(,[1-9]\d{0,15})*$/, 'expected numbers between commas')
    .transform((list) => [...new Set(list.split(',').map(Number))])
    .refine((ids) => ids.length <= max, `expected at most ${max} ${name}`)
    .optional()

export const ItemQuery = z.object({
  bbox: text(
    'In this box: `west,south,east,north`; six numbers with heights, which do not count.',
    '11.2,47,11.4,47.2',
  ),
  datetime: text('At this time, or in this interval: `2024-05-01T00:00:00Z/..`.', '2024-05-01T00:00:00Z/..'),
  ids: described(idList('ids', MAX_IDS), 'These items.', { type: 'string', examples: ['1,2,3'] }),
  collections: described(idList('collection', 1), 'In this collection.', { type: 'string', examples: ['7'] }),
  limit: limitParam(50, 500),
  cursor: described(z.string().max(1_000).optional(), 'Where the page before ended.', { type: 'string' }),
})

export type ItemSearch = { ids: number[] | null; filter: PhotoFilter }

/** The parameters of STAC's item search as a search for photos. Throws ZodError or INVALID_INPUT. */
export function readItemQuery(params: URLSearchParams): ItemSearch {
  const given = [...params].filter(([, value]) => value.trim() !== '')
  const { bbox, datetime, ids = null, collections, limit, cursor } = ItemQuery.parse(Object.fromEntries(given))
  const { from, to } = intervalOf(datetime)
  const asked = {
    bbox: bbox && flat(bbox),
    sequence: collections?.[0]?.toString(),
    from: from ?? FIRST_TIME,
    to,
    limit: String(limit),
    cursor,
  }
  const known = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ids, filter: parsePhotoFilter(new URLSearchParams(known)) }
}

/** Without the heights of a box that has them. */
function flat(bbox: string): string {
  const parts = bbox.split(',')
  return parts.length === 6 ? [0, 1, 3, 4].map((at) => parts[at]).join(',') : bbox
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
