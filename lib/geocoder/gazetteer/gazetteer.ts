import { distanceMeters } from '@/lib/geo/lines/length'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { TileCoord } from '@/lib/geo/tile'
import type { Place } from '@/lib/geocoder/types'
import { findNames } from './find-names'
import { type NamedPoint, pointsInTile } from './points-in-tile'
import { type Cities, readCities } from './read-cities'

const LIMIT = 5
const NEAR_METERS = 60_000 // nobody says of a path that it is near a town further away
const METERS_PER_DEGREE = 111_195

/** Towns and villages of the world with 1,000 people or more, without asking anybody. */
export type Gazetteer = {
  /** The places whose name, or a word of it, begins like this; what stands after a comma begins like their country or state. */
  findPlaces: (text: string) => Promise<Place[]>
  /** The nearest place; null: none is near. */
  findNearest: (lngLat: LngLat) => Promise<Place | null>
  /** The largest places of a tile. */
  pointsInTile: (tile: TileCoord) => Promise<NamedPoint[]>
}

/** It is read when it is first needed: some 200 ms and 15 MB. */
export function createGazetteer(): Gazetteer {
  let reading: Promise<Cities> | undefined
  const cities = () => {
    reading ??= readCities().catch((error: unknown) => {
      reading = undefined
      throw error
    })
    return reading
  }
  return {
    async findPlaces(text) {
      const read = await cities()
      const [name = '', ...where] = text.split(',')
      const fits = (index: number) => isIn(read, index, where.join(' ').trim().toLowerCase())
      return findNames(read, name, { limit: LIMIT, fits }).map((index) => placeAt(read, index))
    },
    async findNearest(lngLat) {
      const read = await cities()
      const index = nearestIndex(read, lngLat)
      const place = index === null ? null : placeAt(read, index)
      return place && distanceMeters(place.lngLat, lngLat) <= NEAR_METERS ? place : null
    },
    async pointsInTile(tile) {
      return pointsInTile(await cities(), tile)
    },
  }
}

function isIn(cities: Cities, index: number, where: string): boolean {
  if (where === '') return true
  const names = [countryName(cities.countries[index]), cities.countries[index], cities.states[index]]
  return names.some((name) => name?.toLowerCase().startsWith(where))
}

/** A hundred thousand comparisons take a millisecond: no index is needed. */
function nearestIndex({ lng, lat, names }: Cities, [atLng, atLat]: LngLat): number | null {
  const narrow = Math.cos((atLat * Math.PI) / 180)
  const reach = NEAR_METERS / METERS_PER_DEGREE
  let nearest: number | null = null
  let least = reach ** 2
  for (let index = 0; index < names.length; index++) {
    const north = (lat[index] ?? 0) - atLat
    if (north > reach || north < -reach) continue
    const degrees = (lng[index] ?? 0) - atLng
    const east = (degrees - 360 * Math.round(degrees / 360)) * narrow
    const distance = north * north + east * east
    if (distance > least) continue
    least = distance
    nearest = index
  }
  return nearest
}

function placeAt(cities: Cities, index: number): Place {
  const parts = [cities.states[index], countryName(cities.countries[index])].filter(Boolean)
  return {
    name: cities.names[index] ?? '',
    detail: parts.join(', '),
    lngLat: [round(cities.lng[index] ?? 0), round(cities.lat[index] ?? 0)],
  }
}

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

function countryName(code = ''): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code
}

/** As precise as the source is; columns hold a little noise beyond. */
function round(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4
}
