/** A span of capture times; null: without that end. */
export type Span = { since: Date | null; until: Date | null }

/** Where a page of Mapillary's list begins in a span, in Mapillary's words; null: at the start of the span. */
export type ListPosition = Span & { after: string | null }

export const EVERYTHING: Span = { since: null, until: null }

const FIRST_YEAR = 2013 // Mapillary began then: older photos are few, and asked for together
const SHORTEST_MS = 3_600_000

/** The newest span of an account that is too large to be asked for at once. */
export function newestSpan(now: Date): Span {
  return { since: startOfYear(now), until: null }
}

/** The span before this one, a year at most; null when everything has been read. */
export function spanBefore({ since }: Span): Span | null {
  if (!since) return null
  const start = startOfYear(new Date(since.getTime() - 1))
  return { since: start.getUTCFullYear() < FIRST_YEAR ? null : start, until: since }
}

/** The newer half of a span that held more than came; null when it is as short as it gets, or has no start. */
export function newerHalf({ since, until }: Span, now: Date): Span | null {
  if (!since) return null
  const end = until ?? now
  const middle = new Date((since.getTime() + end.getTime()) / 2)
  return end.getTime() - middle.getTime() < SHORTEST_MS ? null : { since: middle, until }
}

/** How much of the years since Mapillary began lies behind `until`, 0..1. */
export function shareRead({ until }: Pick<Span, 'until'>, now: Date): number {
  if (!until) return 0
  const begin = Date.UTC(FIRST_YEAR, 0)
  return Math.min(1, Math.max(0, (now.getTime() - until.getTime()) / (now.getTime() - begin)))
}

function startOfYear(date: Date): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), 0))
}
