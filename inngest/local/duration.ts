const UNITS_MS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }

/** When a wait ends: the SDK spells it `1h30m` (nothing at all means at once) or as an ISO 8601 date. */
export function parseWaitUntil(text: string, now = Date.now()): Date {
  if (/^(\d+[wdhms])*$/.test(text)) return new Date(now + durationMs(text))
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new Error(`"${text}" is neither a duration nor a date`)
  return date
}

/** Milliseconds that a `retry-after` header asks for: it holds seconds or a date. */
export function parseRetryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined
  const ms = Number.isNaN(Number(header)) ? Date.parse(header) - now : Number(header) * 1000
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

function durationMs(text: string): number {
  let total = 0
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g)) total += Number(count) * unitMs(unit)
  return total
}

function unitMs(unit: string | undefined): number {
  return Object.entries(UNITS_MS).find(([name]) => name === unit)?.[1] ?? 0
}
