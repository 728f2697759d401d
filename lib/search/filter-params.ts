import { z } from 'zod'
import { decimal } from '@/lib/model/query-params'
import { transportParam } from '@/lib/model/transport-param'
import { TRANSPORT_NAMES } from '@/lib/model/transport-types'

const DAY_MS = 24 * 60 * 60 * 1000
const YEARS = [1800, 2999] as const

export const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const

/** Longer than every name that Mapillary or our users give. */
const MAX_TEXT = 200

export const text = z
  .string()
  .max(MAX_TEXT, `expected at most ${MAX_TEXT} characters`)
  .refine((value) => !/\p{Cc}/u.test(value), 'expected text without control characters')

/** A repeatable parameter. */
export function several<T extends z.ZodType>(item: T, max: number) {
  return z.array(item).max(max, `expected at most ${max}`)
}

/** A whole number that fits in the database's integers. */
export const count = decimal.pipe(
  z
    .int('expected a whole number')
    .min(0, 'expected 0 or more')
    .max(2 ** 31 - 1, 'expected a smaller number'),
)

export const share = decimal.pipe(z.number().min(0, 'expected 0 to 1').max(1, 'expected 0 to 1'))

export const degrees = (max: number) =>
  decimal.pipe(z.number().min(0, `expected 0 to ${max} degrees`).max(max, `expected 0 to ${max} degrees`))

export const flag = z
  .enum(['true', 'false'], 'expected true or false')
  .transform((value) => value === 'true')
  .meta({ parameter: { type: 'boolean' } })

const momentText = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'expected a date (2024-05-03) or a time (2024-05-03T10:00:00Z)',
  })
  .refine((value) => {
    const year = new Date(value).getUTCFullYear()
    return year >= YEARS[0] && year <= YEARS[1]
  }, `expected a year of ${YEARS[0]} to ${YEARS[1]}`)

export const from = momentText.transform((value) => new Date(value))

/** Exclusive inside; callers mean the whole day, or that very moment too. */
export const to = momentText.transform((value) => new Date(Date.parse(value) + (value.length === 10 ? DAY_MS : 1)))

export const since = z.string().regex(/^[1-9]\d{0,2}[dmy]$/, 'expected days, months or years: 30d, 12m, 3y')

/** The moment that `since` means. */
export function sinceMoment(value: string, now: Date): Date {
  const amount = Number.parseInt(value, 10)
  const moment = new Date(now)
  if (value.endsWith('d')) moment.setUTCDate(moment.getUTCDate() - amount)
  else if (value.endsWith('m')) moment.setUTCMonth(moment.getUTCMonth() - amount)
  else moment.setUTCFullYear(moment.getUTCFullYear() - amount)
  return moment
}

export const transport = transportParam(() => `expected one of ${TRANSPORT_NAMES.join(', ')}`)
