import { readFile } from 'node:fs/promises'

/** Degrees: of the positions of fine lines. */
export const FINE_UNIT = 0.001

const HEAD = 6 // kind, number of positions, box
const KINDS = ['coast', 'hole', 'border', 'water', 'river'] as const // as scripts/build-map-data.mjs writes them

/** The ring of a coast, of an inland water, or of a hole in the one before it; or the line of a border or river; lng, lat, lng, lat, … in FINE_UNIT. Longitudes go on past 180. */
export type FineLine = {
  kind: (typeof KINDS)[number]
  box: [west: number, south: number, east: number, north: number]
  path: Int32Array
}

/** Reads coasts and borders at 1:10 million, lakes and rivers at 1:50 million, from the file that the build made of Natural Earth's. */
export async function readFineGround(path: string): Promise<FineLine[]> {
  const { buffer, byteOffset, length } = await readFile(path)
  const numbers = new Int32Array(buffer.slice(byteOffset, byteOffset + length))
  const lines: FineLine[] = []
  for (let at = 0; at < numbers.length; ) {
    const [kind = 0, count = 0, west = 0, south = 0, east = 0, north = 0] = numbers.subarray(at, at + HEAD)
    const end = at + HEAD + 2 * count
    lines.push({
      kind: KINDS[kind] ?? 'border',
      box: [west, south, east, north],
      path: numbers.subarray(at + HEAD, end),
    })
    at = end
  }
  return lines
}
