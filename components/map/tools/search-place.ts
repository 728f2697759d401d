import type { Feature } from 'geojson'
import { type Bounds, boundsAround, inOnePiece } from '@/components/map/base/bounds'
import type { LngLat } from '@/lib/geo/lng-lat'
import { MAX_LAT } from '@/lib/geo/mercator'
import { viewBbox } from '@/lib/geo/view-bbox'
import { changed } from '@/lib/search/search-url'

const METERS_PER_DEGREE = 111_195
const CIRCLE_CORNERS = 64
const DEFAULT_RADIUS = 100 // metres, as the API has it

/** The outlines of the place that a search is limited to: a drawn area, a box, a circle around a point. */
export function searchPlace(params: URLSearchParams): Feature[] {
  return [
    areaRing(params.get('area')),
    boxRing(params.get('bbox')),
    circleRing(params.get('near'), params.get('radius')),
  ]
    .filter((ring) => ring !== null)
    .map((ring) => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }))
}

/** What to fit into the map to see that place; null: the search is not limited to one. */
export function placeBounds(place: Feature[]): Bounds | null {
  return boundsAround(
    place.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? geometry.coordinates.flat() : [])) as LngLat[],
  )
}

/** The same search at a point of the map and so many degrees around it. Tiles end before the poles: what lies beyond is drawn at their edge. */
export function searchAround(search: URLSearchParams, [lng, lat]: LngLat, degrees: number): URLSearchParams {
  const isAtEdge = Math.abs(lat) + degrees >= MAX_LAT
  const [south, north] = [isAtEdge && lat < 0 ? -90 : lat - degrees, isAtEdge && lat > 0 ? 90 : lat + degrees]
  return changed(search, { bbox: viewBbox([lng - degrees, south, lng + degrees, north]).join(',') })
}

/** The corners of the area of a search, in one piece also over the date line; null: it has none. */
export function areaCorners(area: string | null): LngLat[] | null {
  const numbers = numbersOf(area)
  if (numbers.length < 6 || numbers.length % 2 === 1) return null
  return inOnePiece(numbers.flatMap((lng, index) => (index % 2 === 0 ? [[lng, numbers[index + 1] ?? 0]] : [])))
}

function areaRing(area: string | null): LngLat[] | null {
  const corners = areaCorners(area)
  return corners && closed(corners)
}

function boxRing(bbox: string | null): LngLat[] | null {
  const [west, south, east, north] = numbersOf(bbox)
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null
  const right = west > east ? east + 360 : east
  return closed([
    [west, south],
    [right, south],
    [right, north],
    [west, north],
  ])
}

function circleRing(near: string | null, radius: string | null): LngLat[] | null {
  const [lng, lat] = numbersOf(near)
  if (lng === undefined || lat === undefined) return null
  const degrees = Number(radius ?? DEFAULT_RADIUS) / METERS_PER_DEGREE
  const widen = 1 / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  return closed(
    Array.from({ length: CIRCLE_CORNERS }, (_, index): LngLat => {
      const angle = (2 * Math.PI * index) / CIRCLE_CORNERS
      return [lng + Math.cos(angle) * degrees * widen, lat + Math.sin(angle) * degrees]
    }),
  )
}

function numbersOf(text: string | null): number[] {
  const numbers = text?.split(',').map(Number) ?? []
  return numbers.every(Number.isFinite) ? numbers : []
}

function closed(corners: LngLat[]): LngLat[] {
  const [first] = corners
  return first ? [...corners, first] : corners
}
