import { describe, expect, test } from 'vitest'
import { readPosition } from '@/lib/geo/read-position'

const first = (text: string) => readPosition(text)[0]

describe('a place as people write it', () => {
  test.each([
    ['47.1, 11.3', [11.3, 47.1]],
    ['47.1 11.3', [11.3, 47.1]],
    ['47.1;11.3', [11.3, 47.1]],
    ['-33.86,151.2', [151.2, -33.86]],
    ['47,1 11,3', [11.3, 47.1]],
    ['47,1; 11,3', [11.3, 47.1]],
    ['N 47.1 E 11.3', [11.3, 47.1]],
    ['47.1N 11.3W', [-11.3, 47.1]],
    ['33.86° S, 151.2° E', [151.2, -33.86]],
    ['E 11.3, N 47.1', [11.3, 47.1]],
    ["47°06'30\"N 11°18'E", [11.3, 47 + 6 / 60 + 30 / 3600]],
    ['geo:47.1,11.3', [11.3, 47.1]],
    ['https://example.org/#15/47.1/11.3', [11.3, 47.1]],
    ['#map=15/47.1/-11.3', [-11.3, 47.1]],
  ])('%s', (text, [lng, lat]) => {
    expect(first(text)?.lngLat[0]).toBeCloseTo(lng as number, 9)
    expect(first(text)?.lngLat[1]).toBeCloseTo(lat as number, 9)
  })

  test('a pair may be meant the other way round: both readings are offered, latitude first', () => {
    expect(readPosition('11.3, 47.1').map(({ order }) => order)).toEqual(['lat, lng', 'lng, lat'])
  })

  test('a longitude beyond 90 can be read in one way only', () => {
    expect(readPosition('151.2, -33.86')).toEqual([{ lngLat: [151.2, -33.86], order: 'lng, lat' }])
  })
})

test.each(['', 'bench', '47.1', '1 2 3', '200, 300', 'N 47.1', '91 N 10 E', 'Route 66, 12'])(
  '%j is no place',
  (text) => {
    expect(readPosition(text)).toEqual([])
  },
)
