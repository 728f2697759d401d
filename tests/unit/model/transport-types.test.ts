import { expect, test } from 'vitest'
import {
  fastestMetersPerSecond,
  findTransportType,
  TRANSPORT_GROUPS,
  TRANSPORT_NAMES,
} from '@/lib/model/transport-types'

test('a transport type is found whatever its capitals', () => {
  expect(findTransportType(' electric BICYCLE ')).toBe('Electric Bicycle')
  expect(findTransportType('teleport')).toBeUndefined()
})

test('every transport type stands in one group, in the order of the table', () => {
  expect(TRANSPORT_GROUPS.map(({ group }) => group)).toEqual(['Earth', 'Snow', 'Water', 'Air', 'Other'])
  expect(TRANSPORT_GROUPS.flatMap(({ names }) => names)).toEqual(TRANSPORT_NAMES)
})

test.each<[name: string | null, fastest: number]>([
  ['Walk', 15],
  ['Swim', 15],
  ['Ice Skating', 50],
  ['Sail', 60],
  ['Ski', 70],
  ['Car', 140],
  ['Plane', 340],
  ['Other', 340],
  [null, 340],
])('%s goes no faster than %d m/s', (name, fastest) => {
  expect(fastestMetersPerSecond(name)).toBe(fastest)
})
