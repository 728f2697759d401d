import { formatDate } from '@/lib/format/date'
import { defineFilter, part, type SearchPart } from '@/lib/search/filter'
import { from, since, sinceMoment, to } from '@/lib/search/filter-params'

const SPANS: Record<string, [one: string, many: string]> = {
  d: ['day', 'days'],
  m: ['month', 'months'],
  y: ['year', 'years'],
}

export const time = defineFilter('time', {
  params: {
    from: from.optional().describe('Taken at or after this date or time.'),
    to: to.optional().describe('Taken at or before this date, the whole day, or time.'),
    since: since.optional().describe('Taken in the last days, months or years: `30d`, `12m`, `3y`.'),
  },
  conditions: (values) => ({ capturedFrom: startOf(values), capturedTo: values.to }),
  sentence: (values) => [
    ...part(values.since, (span) => `of the last ${spanName(span)}`, 'since'),
    ...rangeParts(values.from, values.to && new Date(values.to.getTime() - 1)), // `to` is exclusive
  ],
  facets: { year: { kinds: ['year'], without: { from: undefined, to: undefined, since: undefined } } },
})

/** The later one of `from` and of what `since` means. */
function startOf(values: { from?: Date | undefined; since?: string | undefined }): Date | undefined {
  const spanStart = values.since === undefined ? undefined : sinceMoment(values.since, new Date())
  if (!values.from || !spanStart) return values.from ?? spanStart
  return values.from > spanStart ? values.from : spanStart
}

function rangeParts(first: Date | undefined, last: Date | undefined): SearchPart[] {
  if (first && last) return [{ text: between(formatDate(first), formatDate(last)), params: ['from', 'to'] }]
  return [
    ...part(first, (moment) => `since ${formatDate(moment)}`, 'from'),
    ...part(last, (moment) => `until ${formatDate(moment)}`, 'to'),
  ]
}

function between(first: string, last: string): string {
  if (first === last) return `on ${first}`
  const year = first.match(/^1 January (\d+)$/)?.[1]
  return year !== undefined && last === `31 December ${year}` ? `of ${year}` : `between ${first} and ${last}`
}

function spanName(span: string): string {
  const amount = Number.parseInt(span, 10)
  const [one, many] = SPANS[span.slice(-1)] ?? ['', '']
  return amount === 1 ? one : `${amount} ${many}`
}
