import { describe, expect, test } from 'vitest'
import { placeBounds, searchAround, searchPlace } from '@/components/map/tools/search-place'

const boundsOf = (query: string) => placeBounds(searchPlace(new URLSearchParams(query)))

describe('the place of a search on the map', () => {
  test.each([
    ['bbox=10,46,11,47', [10, 46, 11, 47]],
    ['bbox=170,-20,-170,-10', [170, -20, 190, -10]],
    ['area=10,46,11,46,10.5,47', [10, 46, 11, 47]],
    ['area=179,0,-179,0,-179,1', [179, 0, 181, 1]],
  ])('%s', (query, expected) => {
    expect(boundsOf(query)).toEqual(expected)
  })

  test('a point is drawn as a circle of its radius', () => {
    const [west = 0, south = 0, east = 0, north = 0] = boundsOf('near=10,60&radius=111195') ?? []
    expect(north - south).toBeCloseTo(2, 1)
    expect(east - west).toBeCloseTo(4, 1) // a degree of longitude is half as long at 60° north
  })

  test.each(['', 'bbox=1,2', 'area=1,2,3,4', 'near=x,y', 'tag=object--bench'])('"%s" has none', (query) => {
    expect(boundsOf(query)).toBeNull()
  })
})

describe('a search around a spot of the map', () => {
  test.each<[where: string, lngLat: [lng: number, lat: number], bbox: string]>([
    ['anywhere', [11.5, 47.3], '11.49999,47.29999,11.50001,47.30001'],
    ['at the antimeridian', [180, 0], '179.99999,-0.00001,-179.99999,0.00001'],
    ['at the upper edge of the tiles, where the North Pole is drawn', [0, 85.05113], '-0.00001,85.05112,0.00001,90'],
    ['at their lower edge', [0, -85.05113], '-0.00001,-90,0.00001,-85.05112'],
  ])('%s', (_where, lngLat, bbox) => {
    const search = searchAround(new URLSearchParams('user=ada&bbox=1,2,3,4&cursor=x'), lngLat, 0.00001)
    expect(Object.fromEntries(search)).toEqual({ user: 'ada', bbox })
  })
})
