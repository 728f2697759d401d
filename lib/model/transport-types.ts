import { keysOf } from './keys-of'

type TransportRow = { group: 'Earth' | 'Snow' | 'Water' | 'Air' | 'Other'; fastest: number }

// Metres a second that nobody travels faster by; generous, since positions are inaccurate.
const ON_FOOT = 15
const BY_MUSCLE = 50
const ON_WATER = 60
const ON_SNOW = 70
const ON_ROADS = 140
const ANY_SPEED = 340 // the speed of sound, faster than any airliner

/**
 * How a sequence was travelled. The key of a row is the name that the Desktop Uploader sends, people read and the database keeps, so it must
 * never change. Rows stand in the order of the choices, on land what paths are made for first. `fastest`: metres a second; a photo that
 * would need more has a doubtful position.
 */
const TRANSPORT_TYPES = {
  Walk: { group: 'Earth', fastest: ON_FOOT },
  Bicycle: { group: 'Earth', fastest: BY_MUSCLE },
  Wheelchair: { group: 'Earth', fastest: ON_FOOT },
  'Electric Bicycle': { group: 'Earth', fastest: BY_MUSCLE },
  'Electric Scooter': { group: 'Earth', fastest: BY_MUSCLE },
  'Rock Climbing': { group: 'Earth', fastest: ON_FOOT },
  Rollerskate: { group: 'Earth', fastest: BY_MUSCLE },
  Scooter: { group: 'Earth', fastest: BY_MUSCLE },
  Skateboard: { group: 'Earth', fastest: BY_MUSCLE },
  Car: { group: 'Earth', fastest: ON_ROADS },
  'Electric Car': { group: 'Earth', fastest: ON_ROADS },
  'Ice Skating': { group: 'Snow', fastest: BY_MUSCLE },
  Ski: { group: 'Snow', fastest: ON_SNOW },
  Snowboard: { group: 'Snow', fastest: ON_SNOW },
  Snowmobile: { group: 'Snow', fastest: ON_SNOW },
  Snowshoe: { group: 'Snow', fastest: ON_FOOT },
  Boat: { group: 'Water', fastest: ON_WATER },
  Canoe: { group: 'Water', fastest: ON_WATER },
  Freedive: { group: 'Water', fastest: ON_FOOT },
  Kayak: { group: 'Water', fastest: ON_WATER },
  Kiteboard: { group: 'Water', fastest: ON_WATER },
  Paddleboard: { group: 'Water', fastest: ON_FOOT },
  Row: { group: 'Water', fastest: ON_WATER },
  Sail: { group: 'Water', fastest: ON_WATER },
  'Scuba Dive': { group: 'Water', fastest: ON_FOOT },
  Surf: { group: 'Water', fastest: ON_WATER },
  Swim: { group: 'Water', fastest: ON_FOOT },
  Windsurf: { group: 'Water', fastest: ON_WATER },
  'BASE Jump': { group: 'Air', fastest: ANY_SPEED },
  Drone: { group: 'Air', fastest: ANY_SPEED },
  Glider: { group: 'Air', fastest: ANY_SPEED },
  'Hang Glide': { group: 'Air', fastest: ANY_SPEED },
  Helicopter: { group: 'Air', fastest: ANY_SPEED },
  Parachute: { group: 'Air', fastest: ANY_SPEED },
  Paraglide: { group: 'Air', fastest: ANY_SPEED },
  Plane: { group: 'Air', fastest: ANY_SPEED },
  Wingsuit: { group: 'Air', fastest: ANY_SPEED },
  Unlisted: { group: 'Other', fastest: ANY_SPEED },
  Other: { group: 'Other', fastest: ANY_SPEED },
} satisfies Record<string, TransportRow>

export type TransportType = keyof typeof TRANSPORT_TYPES

export const TRANSPORT_NAMES = keysOf(TRANSPORT_TYPES)

/** The transport types by group, in the order of the table. */
export const TRANSPORT_GROUPS = [...new Set(Object.values(TRANSPORT_TYPES).map(({ group }) => group))].map((group) => ({
  group,
  names: TRANSPORT_NAMES.filter((name) => TRANSPORT_TYPES[name].group === group),
}))

/** The transport type of that name, whatever its capitals; undefined when there is none. */
export function findTransportType(name: string): TransportType | undefined {
  return TRANSPORT_NAMES.find((type) => type.toLowerCase() === name.trim().toLowerCase())
}

/** How many metres a second nobody travels faster by that means of transport; null: it is not known. */
export function fastestMetersPerSecond(name: string | null): number {
  const type = name === null ? undefined : findTransportType(name)
  return type === undefined ? ANY_SPEED : TRANSPORT_TYPES[type].fastest
}
