import { z } from 'zod'

/** The parameter `period`: a year, `2024`, or a month, `2024-05` (UTC). */
export const PeriodParam = z
  .string()
  .regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$/, 'expected a year (2024) or a month (2024-05)')

export type Span = { from: Date; to: Date }

/** The moments of a period: from its first to the first of the next. */
export function spanOf(period: string): Span {
  const [year = 1970, month] = period.split('-').map(Number)
  return month === undefined
    ? { from: new Date(Date.UTC(year, 0)), to: new Date(Date.UTC(year + 1, 0)) }
    : { from: new Date(Date.UTC(year, month - 1)), to: new Date(Date.UTC(year, month)) }
}

export type PeriodKind = 'all' | 'year' | 'month'

export function kindOf(period: string | undefined): PeriodKind {
  if (period === undefined) return 'all'
  return period.length === 4 ? 'year' : 'month'
}

/** The year or month that holds a moment; undefined for all time. */
export function periodAt(kind: PeriodKind, moment: Date): string | undefined {
  const iso = moment.toISOString()
  if (kind === 'all') return undefined
  return iso.slice(0, kind === 'year' ? 4 : 7)
}

/** The period `steps` after this one, before it when negative. */
export function periodBeside(period: string, steps: number): string {
  const [year = 1970, month] = period.split('-').map(Number)
  if (month === undefined) return String(year + steps)
  return new Date(Date.UTC(year, month - 1 + steps)).toISOString().slice(0, 7)
}
