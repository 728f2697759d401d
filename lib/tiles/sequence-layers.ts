import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import type { MercatorBox } from '@/lib/geo/bbox'
import { cellRange, placeInTile, placeShift } from '@/lib/geo/cell'
import { lineInTile, TILE_BUFFER } from '@/lib/geo/lines/tile-line'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { TILE_EXTENT, type TileCoord } from '@/lib/geo/tile'
import { type PackedRows, pack, packedRows } from './packed-rows'

const MAX_SEQUENCES = 500 // above it, only those elected for the zoom (min_zoom)

const COLUMNS = [
  pack.id(sql`id`),
  pack.instant(sql`captured_at`),
  pack.boolean(sql`is_pano`),
  pack.integer(sql`photo_count`),
]

/** One point for each public sequence of a tile, where its middle photo is; the elected ones where there are more than 500. */
export async function overviewLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const { low } = cellRange(tile)
  const place = sql`((cell - ${low}::bigint) >> ${placeShift(tile.z)}::int)::int`
  const zooms = sql.raw(Array.from({ length: tile.z + 1 }, (_, zoom) => zoom).join(','))
  const rows = await packedRows(
    db,
    [...COLUMNS, pack.integer(place)],
    shown(tile, { from: middleIn(tile), elected: sql`min_zoom in (${zooms})` }),
    { isRemembered: true, orderBy: sql`id` },
  )
  return { name: 'overview', features: points(rows) }
}

/** Public sequences of a tile as lines (as a point where the whole line is smaller than a unit); the elected ones where there are more than 500. */
export async function sequenceLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const rows = await packedRows(
    db,
    [...COLUMNS, pack.bytes(sql`line`)],
    shown(tile, {
      from: sql`${meets(bufferedBox(tile))} and line is not null`,
      elected: sql`min_zoom <= ${literal(tile.z)}`,
    }),
    { isRemembered: true },
  )
  return { name: 'sequences', features: lines(rows, tile) }
}

function* points(rows: PackedRows): Generator<MvtFeature> {
  while (rows.isLeft) {
    const properties = propertiesOf(rows)
    yield { id: properties.id, geometry: { type: 'point', place: placeInTile(rows.integer() ?? 0) }, properties }
  }
}

function* lines(rows: PackedRows, tile: TileCoord): Generator<MvtFeature> {
  while (rows.isLeft) {
    const properties = propertiesOf(rows)
    const geometry = lineInTile(rows.bytes(), tile)
    if (geometry) yield { id: properties.id, geometry, properties }
  }
}

function propertiesOf(rows: PackedRows) {
  return { id: rows.id(), captured_at: rows.instant(), is_pano: rows.boolean(), photo_count: rows.integer() }
}

/** The public sequences `from` there, or only the `elected` ones when the tile has too many. One query; PostgreSQL runs only one of its halves. */
function shown(tile: TileCoord, { from, elected }: { from: SQL; elected: SQL }): SQL {
  const columns = sql`select id, captured_at, is_pano, photo_count, cell, line from sequences where is_public and ${from}`
  return sql`(
    with crowd as materialized (
      select count(*) > ${literal(MAX_SEQUENCES)} as is_there
      from (select from sequences where is_public and ${middleIn(tile)} limit ${literal(MAX_SEQUENCES + 1)}) found
    )
    ${columns} and ${elected} and (select is_there from crowd)
    union all
    ${columns} and not (select is_there from crowd)
  ) shown`
}

function middleIn(tile: TileCoord): SQL {
  const { low, high } = cellRange(tile)
  return sql`cell >= ${low}::bigint and cell < ${high}::bigint`
}

// A line across the antimeridian is stored in one piece, so its box may lie one world to the left or to the right.
function meets([west, north, east, south]: MercatorBox): SQL {
  const boxes = [-1, 0, 1].map(
    (world) => sql`bbox && box(point(${west + world}, ${north}), point(${east + world}, ${south}))`,
  )
  return sql`(${sql.join(boxes, sql` or `)})`
}

function bufferedBox({ z, x, y }: TileCoord): MercatorBox {
  const side = 2 ** z
  const buffer = TILE_BUFFER / TILE_EXTENT
  return [(x - buffer) / side, (y - buffer) / side, (x + 1 + buffer) / side, (y + 1 + buffer) / side]
}
