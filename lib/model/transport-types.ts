/** How a sequence was travelled; the names that the Desktop Uploader sends. On land what paths are made for comes first. */
export const TRANSPORT_TYPES = {
  Earth: [
    'Walk',
    'Bicycle',
    'Wheelchair',
    'Electric Bicycle',
    'Electric Scooter',
    'Rock Climbing',
    'Rollerskate',
    'Scooter',
    'Skateboard',
    'Car',
    'Electric Car',
  ],
  Snow: ['Ice Skating', 'Ski', 'Snowboard', 'Snowmobile', 'Snowshoe'],
  Water: [
    'Boat',
    'Canoe',
    'Freedive',
    'Kayak',
    'Kiteboard',
    'Paddleboard',
    'Row',
    'Sail',
    'Scuba Dive',
    'Surf',
    'Swim',
    'Windsurf',
  ],
  Air: ['BASE Jump', 'Drone', 'Glider', 'Hang Glide', 'Helicopter', 'Parachute', 'Paraglide', 'Plane', 'Wingsuit'],
  Other: ['Unlisted', 'Other'],
} as const

const ALL: readonly string[] = Object.values(TRANSPORT_TYPES).flat()

/** The transport type of that name, whatever its capitals; undefined when there is none. */
export function findTransportType(name: string): string | undefined {
  return ALL.find((type) => type.toLowerCase() === name.trim().toLowerCase())
}
