import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import { cellRange, placeInTile, placeShift, squareShift } from '@/lib/geo/cell'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
import { MAX_TILE_ZOOM, type TileCoord } from '@/lib/geo/tile'
import { type PackedRow, packedRows } from './packed-rows'

const LIMITS = { drawn: 20_000, sorted: 60_000 } // above `sorted`, jumping through the index is faster than reading them all
const THIN_ZOOM = 7 // one photo for each 1/128 of the tile
const SHOWN = sql`cell, id, sequence_id, captured_at, compass_angle, is_pano`
const COLUMNS = {
  id: { kind: 'id', value: sql`id` },
  sequenceId: { kind: 'id', value: sql`sequence_id` },
  capturedAt: { kind: 'instant', value: sql`captured_at` },
  compass: { kind: 'real', value: sql`compass_angle::float4` },
  isPano: { kind: 'boolean', value: sql`is_pano` },
  count: { kind: 'integer', value: sql`count` },
} as const

/** Public photos of one tile; below z16, where there are more than 20,000, one for each 1/128 of the tile. */
export async function photoLayer(db: Db, tile: TileCoord, limits = LIMITS): Promise<MvtLayer> {
  const { low, high } = cellRange(tile)
  const inTile = sql`cell >= ${literal(low)} and cell < ${literal(high)} and is_public`
  const count = tile.z < MAX_TILE_ZOOM ? await countUpTo(db, limits.sorted + 1, inTile) : 0
  const photos = sql`select *, null::int as count from (${shown(tile, inTile, { count, limits })}) shown`
  return { name: 'photos', features: await photoFeatures(db, tile, photos) }
}

/** The points of a select of `cell`, `id`, `sequence_id`, `captured_at`, `compass_angle`, `is_pano`, `count`. */
export async function photoFeatures(db: Db, tile: TileCoord, photos: SQL): Promise<Iterable<MvtFeature>> {
  const { low } = cellRange(tile)
  const place = sql`((cell - ${literal(low)}) >> ${literal(placeShift(tile.z))})::int`
  const columns = { ...COLUMNS, place: { kind: 'integer', value: place } } as const
  return pointsOf(await packedRows(db, columns, sql`from (${photos}) photos`))
}

function* pointsOf(rows: Iterable<PackedRow<typeof COLUMNS> & { place: number | null }>): Generator<MvtFeature> {
  for (const { place, id, sequenceId, capturedAt, compass, isPano, count } of rows)
    yield {
      id,
      geometry: { type: 'point', place: placeInTile(place ?? 0) },
      properties: {
        id,
        sequence_id: sequenceId,
        captured_at: capturedAt, // milliseconds since the Unix epoch
        compass: compass === null ? null : Math.round(compass * 10) / 10, // degrees clockwise from north
        pano: isPano,
        count, // photos that the point stands for; null: itself alone
      },
    }
}

async function countUpTo(db: Db, limit: number, inTile: SQL): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (select 1 from photos where ${inTile} limit ${literal(limit)}) found`,
  )
  return row?.count ?? 0
}

function shown(tile: TileCoord, inTile: SQL, { count, limits }: { count: number; limits: typeof LIMITS }): SQL {
  if (count > limits.sorted) return thinned(tile)
  if (count <= limits.drawn) return sql`select ${SHOWN} from photos where ${inTile}`
  const square = sql`cell >> ${literal(squareShift(tile.z + THIN_ZOOM))} as square`
  return sql`select distinct on (square) * from (select ${SHOWN}, ${square} from photos where ${inTile}) squares order by square, cell`
}

/** Jumps through the index from one cell of the coarse grid to the next: its cost does not grow with the number of photos. */
function thinned(tile: TileCoord): SQL {
  const { low, high } = cellRange(tile)
  const shift = literal(squareShift(tile.z + THIN_ZOOM))
  const columns = sql`select ${SHOWN} from photos`
  return sql`with recursive t as (
    (${columns} where cell >= ${literal(low)} and cell < ${literal(high)} and is_public order by cell limit 1)
    union all
    select following.* from t, lateral (
      ${columns} where cell >= ((t.cell >> ${shift}) + 1) << ${shift} and cell < ${literal(high)} and is_public order by cell limit 1
    ) following
  ) select * from t`
}
