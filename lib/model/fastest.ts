import { TRANSPORT_TYPES } from './transport-types'

const UNKNOWN = 340 // metres a second: the speed of sound, faster than any airliner
const FASTEST = { Earth: 140, Snow: 70, Water: 60 }
const ON_FOOT = ['Walk', 'Rock Climbing', 'Wheelchair', 'Swim', 'Paddleboard', 'Scuba Dive', 'Freedive', 'Snowshoe']
const ON_FOOT_FASTEST = 15
const BY_MUSCLE = [
  'Bicycle',
  'Scooter',
  'Skateboard',
  'Rollerskate',
  'Electric Bicycle',
  'Electric Scooter',
  'Ice Skating',
]
const BY_MUSCLE_FASTEST = 50

/** How many metres a second nobody travels faster by that means of transport; generous, since positions are inaccurate. */
export function fastestMetersPerSecond(transportType: string | null): number {
  if (transportType === null) return UNKNOWN
  if (ON_FOOT.includes(transportType)) return ON_FOOT_FASTEST
  if (BY_MUSCLE.includes(transportType)) return BY_MUSCLE_FASTEST
  if (isOf(TRANSPORT_TYPES.Earth, transportType)) return FASTEST.Earth
  if (isOf(TRANSPORT_TYPES.Snow, transportType)) return FASTEST.Snow
  if (isOf(TRANSPORT_TYPES.Water, transportType)) return FASTEST.Water
  return UNKNOWN
}

function isOf(types: readonly string[], transportType: string): boolean {
  return types.includes(transportType)
}
