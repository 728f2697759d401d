import type { Vec3 } from './geometry'

/** Where the sun stands, radians: azimuth clockwise from north. */
export type Sun = { azimuth: number; elevation: number; toward: Vec3 }

const LOWEST = (9 * Math.PI) / 180 // photos are taken by day, whatever the clock of the camera said

/** The sun at a time and place, to about a degree: declination and hour angle, no equation of time. */
export function sunAt(time: Date, [lng, lat]: readonly [lng: number, lat: number]): Sun {
  const dayOfYear = (time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000
  const declination = -0.4092 * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365)
  const hours = time.getUTCHours() + time.getUTCMinutes() / 60 + lng / 15
  const hourAngle = ((hours - 12) * Math.PI) / 12
  const phi = (lat * Math.PI) / 180
  const sine = Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hourAngle)
  const elevation = Math.max(LOWEST, Math.asin(sine))
  const azimuth =
    Math.PI +
    Math.atan2(Math.sin(hourAngle), Math.cos(hourAngle) * Math.sin(phi) - Math.tan(declination) * Math.cos(phi))
  const flat = Math.cos(elevation)
  return { azimuth, elevation, toward: [Math.sin(azimuth) * flat, Math.cos(azimuth) * flat, Math.sin(elevation)] }
}
