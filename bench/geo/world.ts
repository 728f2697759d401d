import { random } from '@/demo/random'
import { cellOf } from '@/lib/geo/cell'
import type { LngLat } from '@/lib/geo/lng-lat'
import { TRANSPORT_NAMES } from '@/lib/model/transport-types'

const PHOTOS_PER_SEQUENCE = 100
export const USERS = 400

const CITIES = 200
const RURAL_SHARE = 0.1
export const HOT_SPOT = { center: [13.4134, 52.5165] as LngLat, spreadMeters: 2_300 } // Berlin; its fullest z14 tile holds about 1 % of all photos
const METERS_PER_DEGREE = 111_195
const FIRST_DAY = Date.parse('2016-01-01')
const LAST_DAY = Date.parse('2026-06-30')
const LAST_ZOOM = 14

const CAMERAS = [
  ['Apple', 'iPhone 12', false],
  ['GoPro', 'HERO8 Black', false],
  ['GoPro', 'MAX', true],
  ['Samsung', 'SM-G991B', false],
  ['Insta360', 'ONE X2', true],
  ['Garmin', 'VIRB 360', true],
  ['Sony', 'HDR-AS300', false],
  ['Xiaomi', 'YI 4K', false],
] as const
const SEQUENCE_TAGS = [
  'path',
  'survey',
  'holiday',
  'trail',
  'commute',
  'winter',
  'race',
  'accessibility',
  'river',
  'ridge',
]

type City = { center: LngLat; spreadMeters: number }

export type GeoSequence = {
  id: number
  ownerId: number
  capturedAt: number // milliseconds since the Unix epoch
  path: LngLat[]
  camera: (typeof CAMERAS)[number]
  transport: string
  tags: string[]
  altitude: number // metres, of the first photo
  isPrivate: boolean
  minZoom: number
}

/** The same invented sequences for the same number of photos: 200 cities, the first as big as Zipf has it, and a tenth in the country. */
export function* inventSequences(photos: number): Generator<GeoSequence> {
  const next = random('geo')
  const cities = inventCities(next)
  const elect = createElection()
  for (let id = 1; id <= photos / PHOTOS_PER_SEQUENCE; id++) {
    const path = walkFrom(next, placeOf(next, cities))
    const isPrivate = next() < 0.01
    const middle = path[Math.floor(path.length / 2)] ?? path[0] ?? [0, 0]
    yield {
      id,
      ownerId: 1 + Math.floor(USERS * next() ** 2), // some users have far more than others
      capturedAt: Math.floor(LAST_DAY - (LAST_DAY - FIRST_DAY) * next() ** 1.5), // more in the last years
      path,
      camera: CAMERAS[Math.floor(CAMERAS.length * next() ** 1.7)] ?? CAMERAS[0],
      transport: TRANSPORT_NAMES[Math.floor(TRANSPORT_NAMES.length * next() ** 3)] ?? 'Walk',
      tags: SEQUENCE_TAGS.filter((_, rank) => next() < 0.3 / (rank + 1)),
      altitude: Math.floor(1_500 * next() ** 3),
      isPrivate,
      minZoom: isPrivate ? LAST_ZOOM : elect(cellOf(middle)),
    }
  }
}

function inventCities(next: () => number): { city: City; until: number }[] {
  const cities: City[] = [HOT_SPOT]
  while (cities.length < CITIES) {
    cities.push({ center: [-120 + 270 * next(), -40 + 100 * next()], spreadMeters: 1_500 + 3_000 * next() })
  }
  const total = cities.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0)
  let until = 0
  return cities.map((city, rank) => {
    until += 1 / (rank + 1) / total
    return { city, until }
  })
}

function placeOf(next: () => number, cities: { city: City; until: number }[]): LngLat {
  if (next() < RURAL_SHARE) return [-180 + 360 * next(), -50 + 115 * next()]
  const lot = next()
  const { center, spreadMeters } = (cities.find(({ until }) => lot < until) ?? cities[0])?.city ?? HOT_SPOT
  return moved(center, spreadMeters * normal(next), spreadMeters * normal(next))
}

/** A hundred photos, 4.5 to 12 m apart, on a path that bends. */
function walkFrom(next: () => number, start: LngLat): LngLat[] {
  let heading = 2 * Math.PI * next()
  let place = start
  return Array.from({ length: PHOTOS_PER_SEQUENCE }, () => {
    const here = place
    heading += 0.25 * normal(next)
    const step = 4.5 + 7.5 * next()
    place = moved(here, step * Math.sin(heading), step * Math.cos(heading))
    return here
  })
}

function moved([lng, lat]: LngLat, eastMeters: number, northMeters: number): LngLat {
  const east = lng + eastMeters / (METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180))
  return [((east + 540) % 360) - 180, lat + northMeters / METERS_PER_DEGREE]
}

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** The rule of `lib/tiles`: the lowest zoom at which no earlier sequence has the same 1/128 of a tile. */
function createElection(): (cell: bigint) => number {
  const taken = Array.from({ length: LAST_ZOOM }, () => new Set<bigint>())
  return (cell) => {
    let elected = LAST_ZOOM
    for (const [zoom, cells] of taken.entries()) {
      const square = cell >> BigInt(48 - 2 * zoom)
      if (cells.has(square)) continue
      cells.add(square)
      elected = Math.min(elected, zoom)
    }
    return elected
  }
}
