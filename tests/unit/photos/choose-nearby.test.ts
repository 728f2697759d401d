import { expect, test } from 'vitest'
import { angleBetween, chooseNearby, type NearbyPhoto } from '@/lib/photos/choose-nearby'

const photo = (id: string, bearing: number, sequence = id): NearbyPhoto => ({
  id,
  bearing,
  distance: 1,
  capturedAt: null,
  pano: false,
  sequence: { id: sequence, name: '' },
  user: { username: '' },
})
const chosen = (...photos: NearbyPhoto[]) => chooseNearby(photos).map(({ id }) => id)

test('of photos in one direction the nearest is chosen', () => {
  expect(chosen(photo('near', 10), photo('far', 350), photo('other', 90))).toEqual(['near', 'other'])
})

test('a sequence is offered ahead and back, not at every step', () => {
  expect(chosen(photo('a', 0, 's'), photo('b', 60, 's'), photo('c', 180, 's'))).toEqual(['a', 'c'])
})

test('at most six ways are offered', () => {
  expect(chosen(...Array.from({ length: 8 }, (_, index) => photo(String(index), index * 45)))).toHaveLength(6)
})

test.each([
  [10, 350, 20],
  [0, 180, 180],
  [-90, 270, 0],
])('between %d° and %d° lie %d°', (a, b, between) => {
  expect(angleBetween(a, b)).toBe(between)
})
