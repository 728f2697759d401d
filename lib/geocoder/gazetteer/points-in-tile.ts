import { toLngLat, toMercator } from '@/lib/geo/mercator'
import { TILE_EXTENT, type TileCoord } from '@/lib/geo/tile'
import type { Cities } from './read-cities'

const PER_TILE = 48

export type NamedPoint = { id: number; name: string; rank: number; place: [x: number, y: number] }

/** The largest places of a tile, the largest first; `rank` is 0 for the largest of the world. Positions in tile units. */
export function pointsInTile(cities: Cities, { z, x, y }: TileCoord): NamedPoint[] {
  const size = 2 ** z
  const points: NamedPoint[] = []
  const [west, north] = toLngLat([x / size, y / size])
  const [east, south] = toLngLat([(x + 1) / size, (y + 1) / size])
  for (let index = 0; index < cities.names.length && points.length < PER_TILE; index++) {
    const [lng, lat] = [cities.lng[index] ?? 0, cities.lat[index] ?? 0]
    if (lng < west || lng >= east || lat <= south || lat > north) continue
    const [mercatorX, mercatorY] = toMercator([lng, lat])
    const place: [number, number] = [
      Math.floor((mercatorX * size - x) * TILE_EXTENT),
      Math.floor((mercatorY * size - y) * TILE_EXTENT),
    ]
    points.push({ id: index + 1, name: cities.names[index] ?? '', rank: index, place })
  }
  return points
}
