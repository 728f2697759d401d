import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { boxAround, type MercatorBox } from '@/lib/geo/bbox'
import { cellRange, placeInTile, placeShift } from '@/lib/geo/cell'
import { clipLine } from '@/lib/geo/clip'
import { toPoints, unpackMercator } from '@/lib/geo/line'
import type { MercatorPoint } from '@/lib/geo/mercator'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { TILE_EXTENT, type TileCoord } from '@/lib/geo/tile'
import { type PackedRow, packedRows } from './packed-rows'

const BUFFER = 64 / TILE_EXTENT // lines go on a little beyond the tile, so that their ends do not show
const MAX_SEQUENCES = 500 // above it, only those elected for the zoom (min_zoom)

const COLUMNS = {
  id: { kind: 'number', value: sql`id::float8` },
  capturedAt: { kind: 'number', value: sql`(extract(epoch from captured_at) * 1000)::float8` }, // milliseconds since the Unix epoch
  isPano: { kind: 'boolean', value: sql`is_pano` },
  photoCount: { kind: 'number', value: sql`photo_count::float8` },
} as const

/** One point for each public sequence of a tile, where its middle photo is; the elected ones where there are more than 500. */
export async function overviewLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const { low, high } = cellRange(tile)
  const inTile = sql`cell >= ${low}::bigint and cell < ${high}::bigint`
  const place = sql`((cell - ${low}::bigint) >> ${placeShift(tile.z)}::int)::float8`
  const rows = await packedRows(
    db,
    { ...COLUMNS, place: { kind: 'number', value: place } },
    sql`from sequences where ${await shown(db, tile, inTile)}`,
  )
  return {
    name: 'overview',
    features: rows.map((row) => feature(row, { type: 'point', place: placeInTile(row.place ?? 0) })),
  }
}

/** Public sequences of a tile as lines (as a point where the whole line is smaller than a unit); the elected ones where there are more than 500. */
export async function sequenceLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const area = bufferedBox(tile)
  const rows = await packedRows(
    db,
    { ...COLUMNS, line: { kind: 'bytes', value: sql`line` } },
    sql`from sequences where ${await shown(db, tile, meets(area))} and line is not null`,
  )
  return {
    name: 'sequences',
    features: rows.flatMap((row) => {
      const geometry = geometryIn(area, tile, unpackMercator(row.line))
      return geometry ? [feature(row, geometry)] : []
    }),
  }
}

function feature(
  { id, capturedAt, isPano, photoCount }: PackedRow<typeof COLUMNS>,
  geometry: MvtFeature['geometry'],
): MvtFeature {
  return {
    id: id ?? 0,
    geometry,
    properties: { id, captured_at: capturedAt, is_pano: isPano, photo_count: photoCount },
  }
}

async function shown(db: Db, tile: TileCoord, inTile: SQL): Promise<SQL> {
  const isPublicHere = sql`${inTile} and is_public`
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (select 1 from sequences where ${isPublicHere} limit ${MAX_SEQUENCES + 1}::int) found`,
  )
  if ((row?.count ?? 0) <= MAX_SEQUENCES) return isPublicHere
  const zooms = Array.from({ length: tile.z + 1 }, (_, zoom) => zoom).join(',')
  return sql`${isPublicHere} and min_zoom = any(${`{${zooms}}`}::smallint[])`
}

// A line across the antimeridian is stored in one piece, so its box may lie one world to the left or to the right.
function meets([west, north, east, south]: MercatorBox): SQL {
  const boxes = [-1, 0, 1].map(
    (world) =>
      sql`bbox && box(point(${west + world}::float8, ${north}::float8), point(${east + world}::float8, ${south}::float8))`,
  )
  return sql`(${sql.join(boxes, sql` or `)})`
}

function bufferedBox({ z, x, y }: TileCoord): MercatorBox {
  const side = 2 ** z
  return [(x - BUFFER) / side, (y - BUFFER) / side, (x + 1 + BUFFER) / side, (y + 1 + BUFFER) / side]
}

function geometryIn(area: MercatorBox, tile: TileCoord, path: number[]): MvtFeature['geometry'] | null {
  if (isInside(area, path)) {
    const whole = toUnits(tile, path) // most lines of a full tile: nothing to clip
    if (whole.length > 2) return { type: 'lines', lines: [whole] }
  }
  const points = toPoints(path)
  const [west, , east] = boxAround(points)
  const worlds = [-1, 0, 1].filter((world) => west + world <= area[2] && east + world >= area[0])
  const copies = worlds.map((world) => points.map(([x, y]): MercatorPoint => [x + world, y]))
  const lines = copies.flatMap((copy) => clipLine(copy, area)).map((part) => toUnits(tile, part.flat()))
  const long = lines.filter((part) => part.length > 2)
  if (long.length > 0) return { type: 'lines', lines: long }
  const [x = -1, y = -1] = lines[0] ?? toUnits(tile, copies.flat(2))
  return Math.min(x, y) >= 0 && Math.max(x, y) < TILE_EXTENT ? { type: 'point', place: [x, y] } : null
}

function isInside([west, north, east, south]: MercatorBox, path: number[]): boolean {
  return path.every((at, index) => (index % 2 === 0 ? at >= west && at <= east : at >= north && at <= south))
}

/** Whole tile units; repeated places are dropped, which is all the simplifying that low zooms need. */
function toUnits({ z, x, y }: TileCoord, path: number[]): number[] {
  const scale = 2 ** z
  const units: number[] = []
  for (let index = 0; index < path.length; index += 2) {
    const [pathX = 0, pathY = 0] = [path[index], path[index + 1]]
    const unitX = Math.round((pathX * scale - x) * TILE_EXTENT)
    const unitY = Math.round((pathY * scale - y) * TILE_EXTENT)
    if (units.at(-2) !== unitX || units.at(-1) !== unitY) units.push(unitX, unitY)
  }
  return units
}
