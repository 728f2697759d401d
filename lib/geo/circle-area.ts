import type { DrawnArea } from './area-extent'
import type { LngLat } from './lng-lat'

const CORNERS = 32
const METERS_PER_DEGREE = 111_195

/** The corners of a circle around a place. */
export function circleArea([lng, lat]: LngLat, radiusMeters: number): DrawnArea {
  const high = radiusMeters / METERS_PER_DEGREE
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  return Array.from({ length: CORNERS }, (_, index): LngLat => {
    const angle = (2 * Math.PI * index) / CORNERS
    return [round(lng + wide * Math.cos(angle)), round(lat + high * Math.sin(angle))]
  })
}

/** Reads `54.45, -3.1`: latitude first, as maps and phones write places. null: it is none. */
export function readLatLng(text: string): LngLat | null {
  const [, lat, lng] = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text) ?? []
  if (lat === undefined || lng === undefined || Math.abs(Number(lng)) > 180) return null
  return [Number(lng), Number(lat)]
}

function round(degrees: number): number {
  return Number(degrees.toFixed(6))
}
