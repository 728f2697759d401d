import { expect, test } from 'vitest'
import { formatDate, formatDateTime, formatMonth } from '@/lib/format/date'

test('moments are shown in UTC, whatever the zone of the machine', () => {
  expect(formatDate('2024-05-03T23:59:00Z')).toBe('3 May 2024')
  expect(formatDateTime('2024-05-03T23:59:00Z')).toBe('Fri, 3 May 2024, 23:59 UTC')
  expect(formatMonth('2024-05')).toBe('May 2024')
})

test('a moment that is not known is said to be unknown', () => {
  expect(formatDate(null)).toBe('Date unknown')
  expect(formatDateTime(null)).toBe('Date unknown')
})

test('the day on which unset clocks begin is no date', () => {
  expect(formatDate('1970-01-01T00:00:00Z')).toBe('Date unknown')
  expect(formatDateTime('1970-01-01T11:00:00Z')).toBe('Date unknown')
  expect(formatDate('1970-01-02T00:00:00Z')).toBe('2 January 1970')
  expect(formatDate('1969-12-31T00:00:00Z')).toBe('31 December 1969')
})
