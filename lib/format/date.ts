// What happened at a place is told in the time of that place. Without a place it is told in UTC, and says so where a time is shown.
const UTC = 'UTC'
const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const
const DATE_TIME = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const
const CLOCK = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
} as const
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: UTC, month: 'long', year: 'numeric' })

const UNKNOWN = 'Date unknown'

// A camera whose clock was never set counts from here.
const UNSET_CLOCK_UNTIL = Date.parse('1970-01-02T00:00:00Z')

/** `3 May 2024`; in a time zone by its IANA name. */
export function formatDate(moment: Date | string | null, timeZone: string | null = UTC): string {
  const known = knownDate(moment)
  return known === null ? UNKNOWN : formatter('date', timeZone).format(known)
}

/** `Fri, 3 May 2024, 14:05 UTC`, or `… 16:05 GMT+2` in a time zone by its IANA name. */
export function formatDateTime(moment: Date | string | null, timeZone: string | null = UTC): string {
  const known = knownDate(moment)
  if (known === null) return UNKNOWN
  const zone = timeZone === null || timeZone === UTC ? UTC : offsetOf(known, timeZone)
  return `${formatter('dateTime', timeZone).format(known)} ${zone}`
}

/** Reckoned, since browsers name it in different ways: `BST` in Firefox, `GMT+1` elsewhere, and a page must not change when its scripts come. */
function offsetOf(moment: Date, timeZone: string): string {
  const parts = Object.fromEntries(
    formatter('clock', timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  const minutes = Math.round(
    (Date.UTC(year, month - 1, day, hour, minute) - Math.floor(moment.getTime() / 60_000) * 60_000) / 60_000,
  )
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `GMT${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const STYLES = { date: DATE, dateTime: DATE_TIME, clock: CLOCK }
const formatters = new Map<string, Intl.DateTimeFormat>() // costly to make

function formatter(style: keyof typeof STYLES, timeZone: string | null): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`
  const made = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...STYLES[style], timeZone: timeZone ?? UTC })
  formatters.set(key, made)
  return made
}

/** `May 2024`, from an ISO month such as `2024-05`. */
export function formatMonth(month: string): string {
  return MONTH.format(new Date(`${month}-01T00:00:00Z`))
}

export function knownDate(moment: Date | string | null): Date | null {
  if (moment === null) return null
  const date = new Date(moment)
  return date.getTime() >= 0 && date.getTime() < UNSET_CLOCK_UNTIL ? null : date
}
