import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { literal } from '@/db/literal'
import { cellRange, placeInTile, placeShift, squareShift } from '@/lib/geo/cell'
import type { MvtFeature, MvtLayer } from '@/lib/geo/mvt'
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
    where cell >= ${literal(low)} and cell < ${literal(high)} and is_public and viewpoint_count > 0`
  const places = await bestPlaces(db, tile, sql`${marked} limit ${literal(MAX_COMPARED + 1)}`)
  const compared = places.reduce((sum, place) => sum + (place.compared ?? 0), 0)
  if (compared <= MAX_COMPARED) return layerOf(places)
  const best = sql`${marked} order by viewpoint_count desc, id desc limit ${literal(MAX_BEST)}`
  return layerOf(await bestPlaces(db, tile, best))
}

/** The places of a select of `cell`, `id`, `sequence_id`, `viewpoint_count`. */
export async function placesIn(db: Db, tile: TileCoord, marked: SQL): Promise<MvtLayer> {
  return layerOf(await bestPlaces(db, tile, marked))
}

type Place = Awaited<ReturnType<typeof bestPlaces>>[number]

/** Of each square the one with most marks, then the lowest id; as the greatest of arrays, for which nothing needs to be sorted. */
async function bestPlaces(db: Db, tile: TileCoord, marked: SQL) {
  const { low } = cellRange(tile)
  const square = tile.z === MAX_TILE_ZOOM ? sql`id` : sql`cell >> ${literal(squareShift(tile.z + GRID_ZOOM))}`
  const rows = await packedRows(
    db,
    {
      viewpoints: { kind: 'integer', value: sql`best[1]::int` },
      id: { kind: 'id', value: sql`-best[2]` },
      sequenceId: { kind: 'id', value: sql`best[3]` },
      place: { kind: 'integer', value: sql`((best[4] - ${literal(low)}) >> ${literal(placeShift(tile.z))})::int` },
      compared: { kind: 'integer', value: sql`compared` },
    },
    sql`from (
      select max(array[viewpoint_count::bigint, -id, sequence_id, cell]) as best, count(*)::int as compared
      from (${marked}) marked group by ${square}
    ) squares`,
  )
  return [...rows]
}

function layerOf(places: Place[]): MvtLayer {
  return { name: 'viewpoints', features: places.map(toFeature) }
}

function toFeature({ id, sequenceId, viewpoints, place }: Place): MvtFeature {
  return {
    id,
    geometry: { type: 'point', place: placeInTile(place ?? 0) },
    properties: { id, sequence_id: sequenceId, viewpoints },
  }
}
