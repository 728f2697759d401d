import { describe, expect, test } from 'vitest'
import { formatBytes, formatDuration, formatLength, formatPlural } from '@/lib/format/number'

describe('numbers for people', () => {
  test.each([
    [0, '0 m'],
    [642.4, '642 m'],
    [994.9, '995 m'],
    [996, '1.0 km'],
    [3249, '3.2 km'],
    [128_400, '128 km'],
    [1_204_000, '1,204 km'],
  ])('%d metres are %s', (meters, text) => expect(formatLength(meters)).toBe(text))

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [4_210_000, '4.2 MB'],
    [123_456_789, '123 MB'],
    [5e15, '5000 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  test.each([
    [-5, '0 s'],
    [44_600, '45 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%d milliseconds are %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text))

  test('one is not many', () => {
    expect([0, 1, 1204].map((count) => formatPlural(count, 'photo'))).toEqual(['0 photos', '1 photo', '1,204 photos'])
  })
})
