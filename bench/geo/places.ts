import type postgres from 'postgres'
import { squareShift } from '@/lib/geo/cell'
import type { TileCoord } from '@/lib/geo/tile'

const ZOOMS = [0, 4, 8, 11, 13, 14, 16]

export type Place = { name: string; tile: TileCoord }

/** The fullest tile of z14 and one with about a hundred photos, with what is above and below them. */
export async function findPlaces(sql: postgres.Sql): Promise<Place[]> {
  const [dense] = await sql<{ square: string }[]>`
    select (cell >> 34)::text as square from photos where is_public group by cell >> 34 order by count(*) desc, square limit 1`
  const [sparse] = await sql<{ square: string }[]>`
    select (cell >> 34)::text as square from photos where is_public group by cell >> 34 order by abs(count(*) - 100), square limit 1`
  const places: Place[] = []
  for (const [name, found] of Object.entries({ dense, sparse })) {
    const square = BigInt(found?.square ?? 0)
    const [child] = await sql<{ square: string }[]>`
      select (cell >> 30)::text as square from photos where is_public and cell >= ${String(square << 34n)}::bigint and cell < ${String((square + 1n) << 34n)}::bigint
      group by cell >> 30 order by count(*) desc limit 1`
    for (const zoom of ZOOMS) {
      const code = zoom > 14 ? BigInt(child?.square ?? 0) : square >> BigInt(2 * (14 - zoom))
      places.push({ name: `${name} z${zoom}`, tile: tileOf(code, zoom) })
    }
  }
  return places
}

/** Tiles of some zooms with public photos in them, evenly from all of them. */
export async function findTiles(
  sql: postgres.Sql,
  { zooms, ofEach }: { zooms: number[]; ofEach: number },
): Promise<TileCoord[]> {
  const tiles: TileCoord[] = []
  for (const zoom of zooms) {
    const rows = await sql<{ square: string }[]>`
      select square::text from (
        select square, row_number() over (order by square) - 1 as place, count(*) over () as total
        from (select distinct cell >> ${squareShift(zoom)}::int as square from photos where is_public) squares) placed
      where place * ${ofEach}::int / total <> (place - 1) * ${ofEach}::int / total or place = 0`
    tiles.push(...rows.map(({ square }) => tileOf(BigInt(square), zoom)))
  }
  return tiles
}

/** The tile of a square of the Morton order. */
function tileOf(code: bigint, z: number): TileCoord {
  let [x, y] = [0, 0]
  for (let bit = 0; bit < z; bit++) {
    x |= Number((code >> BigInt(2 * bit)) & 1n) << bit
    y |= Number((code >> BigInt(2 * bit + 1)) & 1n) << bit
  }
  return { z, x, y }
}
