import { describe, expect, test } from 'vitest'
import { readRange } from '@/lib/server/http/byte-range'

const modifiedAt = new Date('2026-01-02T03:04:05Z')
const read = (headers: Record<string, string>) => readRange(new Headers(headers), 100, { etag: '"a"', modifiedAt })

describe('the range of a file of 100 bytes', () => {
  test.each([
    ['bytes=0-', { start: 0, end: 100 }],
    ['bytes=10-19', { start: 10, end: 20 }],
    ['bytes=90-1000', { start: 90, end: 100 }],
    ['bytes=-5', { start: 95, end: 100 }],
    ['bytes=-500', { start: 0, end: 100 }],
    ['BYTES = 99-99', { start: 99, end: 100 }],
    ['bytes=0-1,5-6', null],
    ['bytes=20-10', null],
    ['bytes=-', null],
    ['lines=1-2', null],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
  ])('%s', (range, expected) => {
    expect(read({ range })).toEqual(expected)
  })

  test.each([
    ['"a"', { start: 5, end: 100 }],
    [modifiedAt.toUTCString(), { start: 5, end: 100 }],
    ['"b"', null],
    ['W/"a"', null],
    ['Fri, 02 Jan 2026 03:04:06 GMT', null],
  ])('if it is still %s', (ifRange, expected) => {
    expect(read({ range: 'bytes=5-', 'if-range': ifRange })).toEqual(expected)
  })

  test('is the whole without a header', () => {
    expect(read({})).toBeNull()
  })
})
