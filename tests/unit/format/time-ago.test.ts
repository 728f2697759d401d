import { expect, test } from 'vitest'
import { formatTimeAgo } from '@/lib/format/time-ago'

const NOW = Date.parse('2026-11-29T12:00:00Z')

test.each([
  ['2026-11-29T12:00:30Z', 'just now'],
  ['2026-11-29T11:59:01Z', 'just now'],
  ['2026-11-29T11:59:00Z', '1 minute ago'],
  ['2026-11-29T11:00:01Z', '59 minutes ago'],
  ['2026-11-29T09:59:00Z', '2 hours ago'],
  ['2026-11-28T12:00:00Z', 'yesterday'],
  ['2026-11-24T12:00:00Z', '5 days ago'],
  ['2026-11-22T12:00:00Z', '22 November 2026'],
  ['2026-11-30T12:00:00Z', '30 November 2026'],
])('%s is %s', (moment, words) => {
  expect(formatTimeAgo(moment, { now: NOW, timeZone: 'Europe/London' })).toBe(words)
})
