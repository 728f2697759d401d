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

/** `3 May 2024` */
export function formatDate(moment: Date | string | null): string {
  return moment === null ? 'Date unknown' : DATE.format(new Date(moment))
}

/** `Fri, 3 May 2024, 14:05 UTC` */
export function formatDateTime(moment: Date | string | null): string {
  return moment === null ? 'Date unknown' : `${DATE_TIME.format(new Date(moment))} UTC`
}

/** `May 2024`, from an ISO month such as `2024-05`. */
export function formatMonth(month: string): string {
  return MONTH.format(new Date(`${month}-01T00:00:00Z`))
}
