import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { cellRange, placeInTile, placeShift, squareShift } from '@/lib/geo/cell'
import type { MvtLayer } from '@/lib/geo/mvt'
import { MAX_TILE_ZOOM, type TileCoord } from '@/lib/geo/tile'

const MAX_PHOTOS = 20_000
const THIN_ZOOM = 7 // one photo for each 1/128 of the tile

type PhotoRow = {
  place: number
  id: number
  sequence_id: number
  captured_at: number | null // milliseconds since the Unix epoch
  compass: number | null // degrees clockwise from north
  pano: boolean
}

/** Public photos of one tile; below z16, where there are more than 20,000, one for each 1/128 of the tile. */
export async function photoLayer(db: Db, tile: TileCoord): Promise<MvtLayer> {
  const { low, high } = cellRange(tile)
  const inTile = sql`cell >= ${low}::bigint and cell < ${high}::bigint and is_public`
  const properties = sql`
    ((cell - ${low}::bigint) >> ${placeShift(tile.z)}::int)::int as place, id::float8 as id, sequence_id::float8 as sequence_id,
    (extract(epoch from captured_at) * 1000)::float8 as captured_at, compass_angle as compass, is_pano as pano`
  const isThinned = tile.z < MAX_TILE_ZOOM && (await holdsMoreThan(db, MAX_PHOTOS, inTile))
  const rows = await db.execute<PhotoRow>(
    isThinned
      ? sql`${thinned(tile)} select ${properties} from t`
      : sql`select ${properties} from photos where ${inTile}`,
  )
  return {
    name: 'photos',
    features: rows.map(({ place, ...photo }) => ({
      id: photo.id,
      geometry: { type: 'point', place: placeInTile(place) },
      properties: photo,
    })),
  }
}

async function holdsMoreThan(db: Db, limit: number, inTile: ReturnType<typeof sql>): Promise<boolean> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (select 1 from photos where ${inTile} limit ${limit + 1}::int) found`,
  )
  return (row?.count ?? 0) > limit
}

/** Jumps through the index from one cell of the coarse grid to the next: its cost does not grow with the number of photos. */
function thinned(tile: TileCoord) {
  const { low, high } = cellRange(tile)
  const shift = squareShift(tile.z + THIN_ZOOM)
  const columns = sql`select cell, id, sequence_id, captured_at, compass_angle, is_pano from photos`
  return sql`with recursive t as (
    (${columns} where cell >= ${low}::bigint and cell < ${high}::bigint and is_public order by cell limit 1)
    union all
    select following.* from t, lateral (
      ${columns} where cell >= ((t.cell >> ${shift}::int) + 1) << ${shift}::int and cell < ${high}::bigint and is_public order by cell limit 1
    ) following
  )`
}
