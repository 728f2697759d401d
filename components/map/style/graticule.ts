import type { Feature, FeatureCollection, LineString } from 'geojson'
import type { LngLat } from '@/lib/geo/lng-lat'

const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
const LINES_ACROSS = 8
const EDGE_LAT = 85

/** Meridians and parallels of a view in degrees, some eight across at any zoom: what gives scale to empty ground. */
export function graticule([west, south, east, north]: [number, number, number, number]): FeatureCollection<LineString> {
  const step = STEPS.findLast((degrees) => (east - west) / degrees <= LINES_ACROSS) ?? 30
  // One view to each side, so that moving the map does not run off the grid.
  const [left, right] = [west - (east - west), east + (east - west)]
  const [bottom, top] = [Math.max(-EDGE_LAT, south - (north - south)), Math.min(EDGE_LAT, north + (north - south))]
  return {
    type: 'FeatureCollection',
    features: [
      ...multiples(step, left, right).map((lng) => line([lng, bottom], [lng, top])),
      ...multiples(step, bottom, top).map((lat) => line([left, lat], [right, lat])),
    ],
  }
}

function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step)
}

function line(from: LngLat, to: LngLat): Feature<LineString> {
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [from, to] } }
}
