import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { cellRange, placeInTile, placeShift, squareShift } from '@/lib/geo/cell'
import type { MvtLayer } from '@/lib/geo/mvt'
import { MAX_TILE_ZOOM, type TileCoord } from '@/lib/geo/tile'
import { packedRows } from './packed-rows'

const GRID_ZOOM = 6 // the best place of each 1/64 of the tile
const MAX_COMPARED = 20_000 // above it, only the best of the whole tile are compared
const MAX_BEST = 4_000

/** Public photos with marks: below z16 the one with most marks of each 1/64 of the tile. */
export async function viewpointLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const { low, high } = cellRange(tile)
  const marked = sql`
    select cell, id, sequence_id, viewpoint_count from photos
    where cell >= ${low}::bigint and cell < ${high}::bigint and is_public and viewpoint_count > 0`
  const [{ count } = { count: 0 }] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (${marked} limit ${MAX_COMPARED + 1}::int) found`,
  )
  if (count === 0) return { name: 'viewpoints', features: [] }
  const best = count > MAX_COMPARED ? sql`order by viewpoint_count desc, id desc limit ${MAX_BEST}::int` : sql``
  return placesIn(db, tile, sql`${marked} ${best}`)
}

/** The places of a select of `cell`, `id`, `sequence_id`, `viewpoint_count`. */
export async function placesIn(db: Db, tile: TileCoord, marked: SQL): Promise<MvtLayer> {
  const { low } = cellRange(tile)
  const squares = sql`select *, cell >> ${squareShift(tile.z + GRID_ZOOM)}::int as square from (${marked}) marked`
  const best = sql`select distinct on (square) * from (${squares}) squares order by square, viewpoint_count desc, id`
  const rows = await packedRows(
    db,
    {
      place: { kind: 'number', value: sql`((cell - ${low}::bigint) >> ${placeShift(tile.z)}::int)::float8` },
      id: { kind: 'number', value: sql`id::float8` },
      sequenceId: { kind: 'number', value: sql`sequence_id::float8` },
      viewpoints: { kind: 'number', value: sql`viewpoint_count::float8` },
    },
    sql`from (${tile.z === MAX_TILE_ZOOM ? marked : best}) places`,
  )
  return {
    name: 'viewpoints',
    features: rows.map(({ place, id, sequenceId, viewpoints }) => ({
      id: id ?? 0,
      geometry: { type: 'point', place: placeInTile(place ?? 0) },
      properties: { id, sequence_id: sequenceId, viewpoints },
    })),
  }
}
