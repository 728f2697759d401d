import { expect, test } from 'vitest'
import { formatDate, formatDateTime, formatMonth } from '@/lib/format/date'

test('what happened at a place is told in the time of that place, on its day', () => {
  const moment = '2020-09-12T22:34:00Z'
  expect(formatDate(moment, 'Asia/Tokyo')).toBe('13 September 2020')
  expect(formatDateTime(moment, 'Asia/Tokyo')).toBe('Sun, 13 Sept 2020, 07:34 GMT+9')
  expect(formatDateTime(moment, 'Europe/London')).toBe('Sat, 12 Sept 2020, 23:34 GMT+1')
  expect(formatDateTime(moment, 'America/St_Johns')).toBe('Sat, 12 Sept 2020, 20:04 GMT-2:30')
  expect(formatDateTime(new Date('2020-12-31T23:59:59.999Z'), 'Europe/London')).toBe('Thu, 31 Dec 2020, 23:59 GMT+0')
  expect(formatDateTime(new Date('2020-12-31T20:00:30Z'), 'Asia/Kathmandu')).toBe('Fri, 1 Jan 2021, 01:45 GMT+5:45')
  expect(formatDateTime(moment, null)).toBe('Sat, 12 Sept 2020, 22:34 UTC')
})

test('moments without a place are shown in UTC, whatever the zone of the machine', () => {
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
