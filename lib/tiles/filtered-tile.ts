import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type CellRange, cellRange, squareShift } from '@/lib/geo/cell'
import { encodeTile, type MvtLayer } from '@/lib/geo/mvt'
import type { TileCoord } from '@/lib/geo/tile'
import { matchingPhotos } from '@/lib/search/matching-photos'
import type { PhotoFilter } from '@/lib/search/photo-filter'
import { publicQuery } from '@/lib/search/public-query'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { photoFeatures } from './photo-layer'
import { placesIn } from './viewpoint-layer'

const LIMITS = { drawn: 5_000, counted: 50_000 }
const GRID_ZOOM = 7 // one point for each 1/128 of the tile where more are found than drawn
const HALVINGS = [0, 3, 6, 9, 12, 15, 18] // one of 8, of 64, … where more are found than counted

type Search = { filter: PhotoFilter; viewer: Viewer }

/**
 * A tile of any zoom with the result of a search as `photos` and `viewpoints`; where more than 5,000 photos fit, one for each 1/128 of the
 * tile with the `count` of those it stands for; above 50,000 that is an estimate from a sample, so that no search costs more the more it
 * finds. Throws UNAUTHENTICATED as a list of photos does, UNAVAILABLE when it takes too long.
 */
export function renderFilteredTile(db: Db, tile: TileCoord, search: Search, limits = LIMITS): Promise<Buffer> {
  return publicQuery(db, async (tx) =>
    encodeTile([await foundLayer(tx, tile, search, limits), await foundPlaces(tx, tile, search)]),
  )
}

async function foundLayer(db: Db, tile: TileCoord, search: Search, limits: typeof LIMITS): Promise<MvtLayer> {
  const cells = cellRange(tile)
  const { found, count, halvings } = await sampleOf(db, { ...search, cells }, limits.counted)
  const isDrawn = halvings === 0 && count <= limits.drawn
  const shown = isDrawn ? sql`select *, null::int as count from (${found}) found` : gathered(tile, found, halvings)
  return { name: 'photos', features: await photoFeatures(db, tile, shown) }
}

/** All photos found, or so many halvings of them that no more than `limit` are left. */
async function sampleOf(db: Db, search: Search & { cells: CellRange }, limit: number) {
  let sample = { found: sql``, count: 0, halvings: 0 }
  for (const halvings of HALVINGS) {
    const found = await matchingPhotos(db, { ...search, halvings })
    const [row] = await db.execute<{ count: number }>(
      sql`select count(*)::int as count from (select 1 from (${found}) found limit ${limit + 1}::int) first`,
    )
    sample = { found, count: row?.count ?? 0, halvings }
    if (sample.count <= limit) break
  }
  return sample
}

/** The newest photo of each square, with the number of those found in it. */
function gathered(tile: TileCoord, found: SQL, halvings: number): SQL {
  return sql`
    select photos.cell, photos.id, photos.sequence_id, photos.captured_at, photos.compass_angle, photos.is_pano, squares.count
    from (select max(id) as id, (count(*) << ${halvings}::int)::int as count from (${found}) found group by cell >> ${squareShift(tile.z + GRID_ZOOM)}::int) squares
    join photos on photos.id = squares.id`
}

async function foundPlaces(db: Db, tile: TileCoord, { filter, viewer }: Search): Promise<MvtLayer> {
  const minViewpoints = Math.max(1, filter.minViewpoints ?? 1)
  const found = await matchingPhotos(db, { filter: { ...filter, minViewpoints }, viewer, cells: cellRange(tile) })
  return placesIn(
    db,
    tile,
    sql`select found.cell, found.id, found.sequence_id, photos.viewpoint_count from (${found}) found join photos on photos.id = found.id`,
  )
}
