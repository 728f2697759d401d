/** How a sequence was travelled; the names that the Desktop Uploader sends. */
export const TRANSPORT_TYPES = {
  Earth: [
    'Bicycle',
    'Walk',
    'Scooter',
    'Skateboard',
    'Rollerskate',
    'Rock Climbing',
    'Wheelchair',
    'Car',
    'Electric Car',
    'Electric Bicycle',
    'Electric Scooter',
  ],
  Snow: ['Ski', 'Snowboard', 'Snowshoe', 'Ice Skating', 'Snowmobile'],
  Water: [
    'Swim',
    'Paddleboard',
    'Scuba Dive',
    'Surf',
    'Windsurf',
    'Kiteboard',
    'Canoe',
    'Freedive',
    'Kayak',
    'Row',
    'Sail',
    'Boat',
  ],
  Air: ['Plane', 'Helicopter', 'Drone', 'Parachute', 'Paraglide', 'Hang Glide', 'Wingsuit', 'BASE Jump', 'Glider'],
  Other: ['Unlisted', 'Other'],
} as const

const ALL: readonly string[] = Object.values(TRANSPORT_TYPES).flat()

/** The transport type of that name, whatever its capitals; undefined when there is none. */
export function findTransportType(name: string): string | undefined {
  return ALL.find((type) => type.toLowerCase() === name.trim().toLowerCase())
}
