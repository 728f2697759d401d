import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { boxAround, type MercatorBox } from '@/lib/geo/bbox'
import { cellRange, placeInTile, placeShift } from '@/lib/geo/cell'
import { clipLine } from '@/lib/geo/clip'
import { unpackMercator } from '@/lib/geo/line'
import type { MercatorPoint } from '@/lib/geo/mercator'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { TILE_EXTENT, type TileCoord } from '@/lib/geo/tile'

const BUFFER = 64 / TILE_EXTENT // lines go on a little beyond the tile, so that their ends do not show
const MAX_SEQUENCES = 500 // above it, only those elected for the zoom (min_zoom)

type SequenceRow = {
  id: number
  captured_at: number | null // milliseconds since the Unix epoch
  is_pano: boolean
  photo_count: number
}

const properties = sql`
  id::float8 as id, (extract(epoch from captured_at) * 1000)::float8 as captured_at, is_pano, photo_count`

/** One point for each public sequence of a tile, where its middle photo is; the elected ones where there are more than 500. */
export async function overviewLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const { low, high } = cellRange(tile)
  const inTile = sql`cell >= ${low}::bigint and cell < ${high}::bigint`
  const rows = await db.execute<SequenceRow & { place: number }>(sql`
    select ((cell - ${low}::bigint) >> ${placeShift(tile.z)}::int)::int as place, ${properties}
    from sequences where ${await shown(db, tile, inTile)}`)
  return {
    name: 'overview',
    features: rows.map(({ place, ...sequence }) => ({
      id: sequence.id,
      geometry: { type: 'point', place: placeInTile(place) },
      properties: sequence,
    })),
  }
}

/** Public sequences of a tile as lines (as a point where the whole line is smaller than a unit); the elected ones where there are more than 500. */
export async function sequenceLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const area = bufferedBox(tile)
  const rows = await db.execute<SequenceRow & { line: Buffer }>(sql`
    select line, ${properties} from sequences where ${await shown(db, tile, meets(area))} and line is not null`)
  return {
    name: 'sequences',
    features: rows.flatMap(({ line, ...sequence }) => {
      const geometry = geometryIn(area, tile, unpackMercator(line))
      return geometry ? [{ id: sequence.id, geometry, properties: sequence }] : []
    }),
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

function geometryIn(area: MercatorBox, tile: TileCoord, line: MercatorPoint[]): MvtFeature['geometry'] | null {
  const [west, , east] = boxAround(line)
  const worlds = [-1, 0, 1].filter((world) => west + world <= area[2] && east + world >= area[0])
  const copies = worlds.map((world) => line.map(([x, y]): MercatorPoint => [x + world, y]))
  const lines = copies.flatMap((copy) => clipLine(copy, area)).map((part) => toUnits(tile, part))
  const long = lines.filter((part) => part.length > 1)
  if (long.length > 0) return { type: 'lines', lines: long }
  const place = lines[0]?.[0] ?? copies.flatMap((copy) => toUnits(tile, copy))[0]
  return place?.every((unit) => unit >= 0 && unit < TILE_EXTENT) ? { type: 'point', place } : null
}

/** Whole tile units; repeated ones are dropped, which is all the simplifying that low zooms need. */
function toUnits({ z, x, y }: TileCoord, points: MercatorPoint[]): [number, number][] {
  const scale = 2 ** z
  const units: [number, number][] = []
  for (const point of points) {
    const [unitX, unitY] = [
      Math.round((point[0] * scale - x) * TILE_EXTENT),
      Math.round((point[1] * scale - y) * TILE_EXTENT),
    ]
    const last = units.at(-1)
    if (last?.[0] !== unitX || last[1] !== unitY) units.push([unitX, unitY])
  }
  return units
}
