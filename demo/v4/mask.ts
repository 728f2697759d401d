import { PbfWriter } from 'pbf'

type Ring = [x: number, y: number][]

const EXTENT = 4096
const [MOVE_TO, LINE_TO, CLOSE] = [1, 2, 7]
const POLYGON = 3

/** Regions as v4 gives them: base64 of a vector tile with one layer `mpy-or`; each feature a list of rings in shares of the picture. */
export function maskOf(features: Ring[][]): string {
  const tile = new PbfWriter()
  tile.writeMessage(3, writeLayer, features)
  return Buffer.from(tile.finish()).toString('base64')
}

function writeLayer(features: Ring[][], pbf: PbfWriter): void {
  pbf.writeVarintField(15, 2)
  pbf.writeStringField(1, 'mpy-or')
  pbf.writeVarintField(5, EXTENT)
  for (const [index, rings] of features.entries()) pbf.writeMessage(2, writeFeature, { id: index + 1, rings })
}

function writeFeature({ id, rings }: { id: number; rings: Ring[] }, pbf: PbfWriter): void {
  let [x, y] = [0, 0]
  const step = ([toX, toY]: Ring[number]): number[] => {
    const [nextX, nextY] = [Math.round(toX * EXTENT), Math.round(toY * EXTENT)]
    const delta = [zigzag(nextX - x), zigzag(nextY - y)]
    x = nextX
    y = nextY
    return delta
  }
  const commands = rings.flatMap((ring) => {
    const [first = [0, 0], ...rest] = ring.slice(0, -1) // closing says that the first point comes again
    return [
      command(MOVE_TO, 1),
      ...step(first),
      command(LINE_TO, rest.length),
      ...rest.flatMap(step),
      command(CLOSE, 1),
    ]
  })
  pbf.writeVarintField(1, id)
  pbf.writeVarintField(3, POLYGON)
  pbf.writePackedVarint(4, commands)
}

function command(kind: number, count: number): number {
  return kind | (count << 3)
}

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31)
}
