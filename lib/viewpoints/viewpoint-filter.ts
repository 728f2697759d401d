import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { BboxParam } from '@/lib/geo/bbox'
import { PeriodParam } from '@/lib/period/period'
import { decimal, lngLat } from '@/lib/photos/filter-params'

const Cursor = z.object({
  score: z.number(),
  at: z.string().max(40), // as PostgreSQL writes it: finer than a Date
  id: z.int().positive(),
  rank: z.int().positive(),
})

/** The last place of a page. */
export type ViewpointCursor = z.infer<typeof Cursor>

export function encodeViewpointCursor(cursor: ViewpointCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

const cursorParam = z
  .string()
  .max(500)
  .transform((text) => {
    const cursor = Cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
    if (!cursor.success) throw new AppError('INVALID_INPUT', 'cursor: expected the one of the page before')
    return cursor.data
  })

export const ViewpointFilterParams = z.object({
  bbox: BboxParam.optional(),
  near: lngLat.optional(),
  radius: decimal
    .pipe(z.number().positive('expected more than 0 metres').max(500_000, 'expected at most 500000 metres'))
    .default(10_000),
  period: PeriodParam.optional(),
  limit: decimal.pipe(z.int('expected a whole number').min(1).max(500)).default(50),
  cursor: cursorParam.optional(),
})

export type ViewpointFilter = z.infer<typeof ViewpointFilterParams>

/** Reads the query of a list of viewpoints; empty parameters count as absent. Throws ZodError or INVALID_INPUT. */
export function parseViewpointFilter(params: URLSearchParams): ViewpointFilter {
  return ViewpointFilterParams.parse(Object.fromEntries([...params].filter(([, value]) => value.trim() !== '')))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
