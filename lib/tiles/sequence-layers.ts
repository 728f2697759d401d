import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import type { MercatorBox } from '@/lib/geo/bbox'
import { cellRange, placeInTile, placeShift } from '@/lib/geo/cell'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { TILE_EXTENT, type TileCoord } from '@/lib/geo/tile'
import { lineInTile, TILE_BUFFER } from '@/lib/geo/tile-line'
import { type PackedRow, packedRows } from './packed-rows'

const MAX_SEQUENCES = 500 // above it, only those elected for the zoom (min_zoom)

const COLUMNS = {
  id: { kind: 'id', value: sql`id` },
  capturedAt: { kind: 'instant', value: sql`captured_at` },
  isPano: { kind: 'boolean', value: sql`is_pano` },
  photoCount: { kind: 'integer', value: sql`photo_count` },
} as const

type Row = PackedRow<typeof COLUMNS>

/** One point for each public sequence of a tile, where its middle photo is; the elected ones where there are more than 500. */
export async function overviewLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const { low } = cellRange(tile)
  const place = sql`((cell - ${literal(low)}) >> ${literal(placeShift(tile.z))})::int`
  const zooms = sql.raw(Array.from({ length: tile.z + 1 }, (_, zoom) => zoom).join(','))
  const elected = (await isCrowded(db, tile)) ? sql`and min_zoom in (${zooms})` : sql``
  const rows = await packedRows(
    db,
    { ...COLUMNS, place: { kind: 'integer', value: place } },
    sql`from sequences where ${middleIn(tile)} and is_public ${elected}`,
  )
  return { name: 'overview', features: overviewFeatures(rows) }
}

/** Public sequences of a tile as lines (as a point where the whole line is smaller than a unit); the elected ones where there are more than 500. */
export async function sequenceLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const elected = (await isCrowded(db, tile)) ? sql`and min_zoom <= ${literal(tile.z)}` : sql``
  const rows = await packedRows(
    db,
    { ...COLUMNS, line: { kind: 'bytes', value: sql`line` } },
    sql`from sequences where ${meets(bufferedBox(tile))} and is_public and line is not null ${elected}`,
  )
  return { name: 'sequences', features: lineFeatures(rows, tile) }
}

function* overviewFeatures(rows: Iterable<Row & { place: number | null }>): Generator<MvtFeature> {
  for (const row of rows) yield feature(row, { type: 'point', place: placeInTile(row.place ?? 0) })
}

function* lineFeatures(rows: Iterable<Row & { line: Buffer }>, tile: TileCoord): Generator<MvtFeature> {
  for (const row of rows) {
    const geometry = lineInTile(row.line, tile)
    if (geometry) yield feature(row, geometry)
  }
}

function feature({ id, capturedAt, isPano, photoCount }: Row, geometry: MvtFeature['geometry']): MvtFeature {
  return {
    id,
    geometry,
    properties: { id, captured_at: capturedAt, is_pano: isPano, photo_count: photoCount },
  }
}

async function isCrowded(db: Db, tile: TileCoord): Promise<boolean> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (select from sequences where ${middleIn(tile)} and is_public limit ${literal(MAX_SEQUENCES + 1)}) found`,
  )
  return (row?.count ?? 0) > MAX_SEQUENCES
}

function middleIn(tile: TileCoord): SQL {
  const { low, high } = cellRange(tile)
  return sql`cell >= ${literal(low)} and cell < ${literal(high)}`
}

// A line across the antimeridian is stored in one piece, so its box may lie one world to the left or to the right.
function meets([west, north, east, south]: MercatorBox): SQL {
  const boxes = [-1, 0, 1].map(
    (world) =>
      sql`bbox && box(point(${literal(west + world)}, ${literal(north)}), point(${literal(east + world)}, ${literal(south)}))`,
  )
  return sql`(${sql.join(boxes, sql` or `)})`
}

function bufferedBox({ z, x, y }: TileCoord): MercatorBox {
  const side = 2 ** z
  const buffer = TILE_BUFFER / TILE_EXTENT
  return [(x - buffer) / side, (y - buffer) / side, (x + 1 + buffer) / side, (y + 1 + buffer) / side]
}
