import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import { cellRange, placeInTile, placeShift, squareShift } from '@/lib/geo/cell'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { MAX_TILE_ZOOM, type TileCoord } from '@/lib/geo/tile'
import { type PackedRows, pack, packedRows } from './packed-rows'

const LIMITS = { drawn: 20_000, sorted: 60_000 } // above `sorted`, jumping through the index is faster than reading them all
const THIN_ZOOM = 7 // one photo for each 1/128 of the tile
const SHOWN = sql`cell, id, sequence_id, captured_at, compass_angle, is_pano`

/** Public photos of one tile; below z16, where there are more than 20,000, one for each 1/128 of the tile. */
export async function photoLayer(db: Db, tile: TileCoord, limits = LIMITS): Promise<MvtLayer> {
  const photos = sql`select *, null::int as count from (${shown(tile, limits)}) shown`
  return { name: 'photos', features: await photoFeatures(db, tile, photos, { isRemembered: true }) }
}

/** The points of a select of `cell`, `id`, `sequence_id`, `captured_at`, `compass_angle`, `is_pano`, `count`. */
export async function photoFeatures(
  db: Db,
  tile: TileCoord,
  photos: SQL,
  options?: { isRemembered: boolean },
): Promise<Iterable<MvtFeature>> {
  const { low } = cellRange(tile)
  const place = sql`((cell - ${low}::bigint) >> ${placeShift(tile.z)}::int)::int`
  const columns = [
    pack.id(sql`id`),
    pack.id(sql`sequence_id`),
    pack.instant(sql`captured_at`),
    pack.real(sql`compass_angle::float4`),
    pack.boolean(sql`is_pano`),
    pack.integer(sql`count`),
    pack.integer(place),
  ]
  return points(await packedRows(db, columns, sql`(${photos}) photos`, options))
}

function* points(rows: PackedRows): Generator<MvtFeature> {
  while (rows.isLeft) {
    const id = rows.id()
    const properties = {
      id,
      sequence_id: rows.id(),
      captured_at: rows.instant(), // milliseconds since the Unix epoch
      compass: tenths(rows.real()), // degrees clockwise from north
      pano: rows.boolean(),
      count: rows.integer(), // photos that the point stands for; null: only itself
    }
    yield { id, geometry: { type: 'point', place: placeInTile(rows.integer() ?? 0) }, properties }
  }
}

function tenths(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10
}

/** In one query, of whose parts only the one is run that suits the number of photos. */
function shown(tile: TileCoord, { drawn, sorted }: typeof LIMITS): SQL {
  const { low, high } = cellRange(tile)
  const inTile = sql`cell >= ${low}::bigint and cell < ${high}::bigint and is_public`
  const all = sql`select ${SHOWN} from photos where ${inTile}`
  if (tile.z === MAX_TILE_ZOOM) return all
  const shift = sql`${squareShift(tile.z + THIN_ZOOM)}::int`
  const squares = sql`select ${SHOWN}, cell >> ${shift} as square from photos where ${inTile}`
  // Jumps through the index from one square to the next: its cost does not grow with the number of photos.
  const jumped = sql`
    with recursive t as (
      (${all} order by cell limit 1)
      union all
      select following.* from t, lateral (
        select ${SHOWN} from photos
        where cell >= ((t.cell >> ${shift}) + 1) << ${shift} and cell < ${high}::bigint and is_public order by cell limit 1
      ) following
    ) select * from t`
  const count = sql`(select photos from crowd)`
  return sql`
    with crowd as materialized (
      select count(*) as photos from (select from photos where ${inTile} limit ${literal(sorted + 1)}) found
    )
    ${all} and ${count} <= ${literal(drawn)}
    union all
    select ${SHOWN} from (select distinct on (square) * from (${squares}) squares order by square, cell) thinned
    where ${count} > ${literal(drawn)} and ${count} <= ${literal(sorted)}
    union all
    select ${SHOWN} from (${jumped}) jumped where ${count} > ${literal(sorted)}`
}
