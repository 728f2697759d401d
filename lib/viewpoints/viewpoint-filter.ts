import { z } from 'zod'
import { BboxParam } from '@/lib/geo/bbox'
import { cursorCodec } from '@/lib/model/cursor'
import { VIEWPOINT_FORMATS } from '@/lib/model/export-formats'
import { PeriodParam } from '@/lib/model/period'
import { decimal, described, limitParam, lngLat } from '@/lib/model/query-params'

const Cursor = z.object({
  score: z.number(),
  at: z.string().max(40), // as PostgreSQL writes it: finer than a Date
  id: z.int().positive(),
  rank: z.int().positive(),
})

/** The last place of a page. */
export type ViewpointCursor = z.infer<typeof Cursor>

const codec = cursorCodec(Cursor)

export const encodeViewpointCursor = codec.encode

const cursorParam = z.string().max(500).transform(codec.decode)

/** What may be asked of a list of viewpoints. */
export const ViewpointQuery = z.object({
  bbox: BboxParam.optional().describe('Inside this box: `minLng,minLat,maxLng,maxLat`.'),
  near: lngLat.optional().describe('Within `radius` of this place: `lng,lat`.'),
  radius: described(
    decimal
      .pipe(z.number().positive('expected more than 0 metres').max(500_000, 'expected at most 500000 metres'))
      .default(10_000),
    'Metres around `near`.',
    { type: 'number', exclusiveMinimum: 0, maximum: 500_000, default: 10_000 },
  ),
  period: PeriodParam.optional().describe('Count the marks of this year (`2024`) or month (`2024-05`), UTC.'),
  format: z
    .enum(VIEWPOINT_FORMATS, `expected ${VIEWPOINT_FORMATS.join(', ')}`)
    .optional()
    .describe('What to answer, whatever `Accept` says.'),
  limit: limitParam(50, 500),
  cursor: described(cursorParam.optional(), 'Where the page before ended, as `links.next` has it.', { type: 'string' }),
})

export type ViewpointFilter = Omit<z.infer<typeof ViewpointQuery>, 'format'>

/** Reads the query of a list of viewpoints; empty parameters count as absent. Throws ZodError or INVALID_INPUT. */
export function parseViewpointFilter(params: URLSearchParams): ViewpointFilter {
  return ViewpointQuery.parse(Object.fromEntries([...params].filter(([, value]) => value.trim() !== '')))
}
