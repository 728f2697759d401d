import { formatDate } from './date'

const RELATIVE = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** `now`, `3 minutes ago`, `2 hours ago`, `yesterday`; the date once a week has passed, or of what is yet to come. */
export function formatTimeAgo(moment: string, { now, timeZone }: { now: number; timeZone: string | null }): string {
  const age = now - Date.parse(moment)
  if (!(age > -MINUTE_MS && age < 7 * DAY_MS)) return formatDate(moment, timeZone)
  if (age < MINUTE_MS) return 'just now'
  if (age < HOUR_MS) return RELATIVE.format(-Math.floor(age / MINUTE_MS), 'minute')
  if (age < DAY_MS) return RELATIVE.format(-Math.floor(age / HOUR_MS), 'hour')
  return RELATIVE.format(-Math.floor(age / DAY_MS), 'day')
}
