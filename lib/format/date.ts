// Mapillary gives moments without the zone of the place, so everything is shown in UTC, and says so where a time is shown.
const DATE = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })

const UNKNOWN = 'Date unknown'

// A camera whose clock was never set counts from here.
const UNSET_CLOCK_UNTIL = Date.parse('1970-01-02T00:00:00Z')

/** `3 May 2024` */
export function formatDate(moment: Date | string | null): string {
  const known = knownDate(moment)
  return known === null ? UNKNOWN : DATE.format(known)
}

/** `Fri, 3 May 2024, 14:05 UTC` */
export function formatDateTime(moment: Date | string | null): string {
  const known = knownDate(moment)
  return known === null ? UNKNOWN : `${DATE_TIME.format(known)} UTC`
}

/** `May 2024`, from an ISO month such as `2024-05`. */
export function formatMonth(month: string): string {
  return MONTH.format(new Date(`${month}-01T00:00:00Z`))
}

function knownDate(moment: Date | string | null): Date | null {
  if (moment === null) return null
  const date = new Date(moment)
  return date.getTime() >= 0 && date.getTime() < UNSET_CLOCK_UNTIL ? null : date
}
