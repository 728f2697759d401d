import { describe, expect, test } from 'vitest'
import { placeBounds, searchPlace } from '@/components/map/search-place'

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
