import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import { cellRange, placeInTile, placeShift, squareShift } from '@/lib/geo/cell'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { MAX_TILE_ZOOM, type TileCoord } from '@/lib/geo/tile'
import { type PackedRows, pack, packedRows } from './packed-rows'

const GRID_ZOOM = 6 // the best place of each 1/64 of the tile
const MAX_COMPARED = 20_000 // above it, only the best of the whole tile are compared
const MAX_BEST = 4_000

/** Public photos with marks: below z16 the one with most marks of each 1/64 of the tile. */
export async function viewpointLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const { low, high } = cellRange(tile)
  const marked = sql`
    select cell, id, sequence_id, viewpoint_count from photos
    where cell >= ${low}::bigint and cell < ${high}::bigint and is_public and viewpoint_count > 0`
  const places = await bestPlaces(db, tile, sql`${marked} limit ${literal(MAX_COMPARED + 1)}`, {
    isRemembered: true,
  })
  const compared = places.reduce((sum, place) => sum + place.compared, 0)
  if (compared <= MAX_COMPARED) return toLayer(places)
  const best = sql`${marked} order by viewpoint_count desc, id desc limit ${literal(MAX_BEST)}`
  return toLayer(await bestPlaces(db, tile, best))
}

/** The places of a select of `cell`, `id`, `sequence_id`, `viewpoint_count`. */
export async function placesIn(db: Db, tile: TileCoord, marked: SQL): Promise<MvtLayer> {
  return toLayer(await bestPlaces(db, tile, marked))
}

type Place = { id: number; sequenceId: number; viewpoints: number; place: number; compared: number }

/** Of each square the one with most marks, then the lowest id; as the greatest of arrays, for which nothing needs to be sorted. */
async function bestPlaces(db: Db, tile: TileCoord, marked: SQL, options?: { isRemembered: boolean }): Promise<Place[]> {
  const { low } = cellRange(tile)
  const square = tile.z === MAX_TILE_ZOOM ? sql`id` : sql`cell >> ${squareShift(tile.z + GRID_ZOOM)}::int`
  const columns = [
    pack.id(sql`-best[2]`),
    pack.id(sql`best[3]`),
    pack.integer(sql`best[1]::int`),
    pack.integer(sql`((best[4] - ${low}::bigint) >> ${placeShift(tile.z)}::int)::int`),
    pack.integer(sql`compared`),
  ]
  const squares = sql`(
    select max(array[viewpoint_count::bigint, -id, sequence_id, cell]) as best, count(*)::int as compared
    from (${marked}) marked group by ${square}
  ) squares`
  return [...places(await packedRows(db, columns, squares, options))]
}

function* places(rows: PackedRows): Generator<Place> {
  while (rows.isLeft)
    yield {
      id: rows.id(),
      sequenceId: rows.id(),
      viewpoints: rows.integer() ?? 0,
      place: rows.integer() ?? 0,
      compared: rows.integer() ?? 0,
    }
}

function toLayer(places: Place[]): MvtLayer {
  const features = places.sort((one, other) => one.id - other.id).map(toFeature)
  return { name: 'viewpoints', features }
}

function toFeature({ id, sequenceId, viewpoints, place }: Place): MvtFeature {
  return {
    id,
    geometry: { type: 'point', place: placeInTile(place) },
    properties: { id, sequence_id: sequenceId, viewpoints },
  }
}
