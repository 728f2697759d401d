import { distanceMeters } from '@/lib/geo/lines/length'
import type { Doubt } from './doubts'
import type { LngLat } from './lng-lat'

const NOISE_METERS = 3 // smaller ups and downs are the sensor, not the path

export type ProfilePoint = { id: string; n: number; distanceMeters: number; altitude: number | null }

export type ElevationProfile = {
  points: ProfilePoint[]
  lengthMeters: number
  min: number
  max: number
  climbMeters: number
  descentMeters: number
}

type Doubted = { lngLat: LngLat | null; altitude: number | null; doubts?: Doubt[] }

/** Altitude over the distance travelled, photo by photo; null when no photo has an altitude. Photos without a position stay where the last one was; what is doubted counts as unknown. */
export function elevationProfile(given: (Doubted & { id: string; n: number })[]): ElevationProfile | null {
  const photos = given.map(withoutDoubted)
  const altitudes = photos.map(({ altitude }) => altitude).filter((altitude) => altitude !== null)
  if (altitudes.length === 0) return null

  let travelled = 0
  let here: LngLat | null = null
  const points = photos.map(({ id, n, lngLat, altitude }) => {
    if (lngLat) travelled += here ? distanceMeters(here, lngLat) : 0
    here = lngLat ?? here
    return { id, n, distanceMeters: travelled, altitude }
  })
  const bounds = altitudes.reduce(
    ({ min, max }, altitude) => ({ min: Math.min(min, altitude), max: Math.max(max, altitude) }),
    { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY },
  )
  return { points, lengthMeters: travelled, ...bounds, ...climbOf(altitudes) }
}

function withoutDoubted<T extends Doubted>(photo: T): T {
  const { doubts = [] } = photo
  return {
    ...photo,
    lngLat: doubts.includes('position') ? null : photo.lngLat,
    altitude: doubts.includes('altitude') ? null : photo.altitude,
  }
}

/** Metres up and down along altitudes in order. */
function climbOf(altitudes: number[]): { climbMeters: number; descentMeters: number } {
  let [climbMeters, descentMeters] = [0, 0]
  let reference = altitudes[0] ?? 0
  for (const altitude of altitudes) {
    const change = altitude - reference
    if (Math.abs(change) < NOISE_METERS) continue
    if (change > 0) climbMeters += change
    else descentMeters -= change
    reference = altitude
  }
  return { climbMeters, descentMeters }
}

/** Metres up along the altitudes that are known; null when none is. */
export function climbMetersOf(altitudes: (number | null)[]): number | null {
  const knownAltitudes = altitudes.filter((altitude) => altitude !== null)
  return knownAltitudes.length === 0 ? null : climbOf(knownAltitudes).climbMeters
}

/** The same profile in fewer points, for drawing: evenly spread, with the lowest and the highest, and the gaps as far as they are that wide. */
export function thinned(profile: ElevationProfile, most = 400): ElevationProfile {
  const every = Math.ceil(profile.points.length / most)
  const last = profile.points.length - 1
  const points = profile.points.filter(
    ({ altitude }, index) =>
      index % every === 0 || index === last || altitude === profile.min || altitude === profile.max,
  )
  return { ...profile, points }
}
