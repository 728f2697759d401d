import { PbfWriter } from 'pbf'
import { TILE_EXTENT } from './tile'

type Value = string | number | boolean
type Place = [x: number, y: number] // whole tile units from the north-west corner
type Path = number[] // x, y, x, y, … in the same units; two places or more

export type MvtFeature = {
  id: number
  geometry: { type: 'point'; place: Place } | { type: 'lines'; lines: Path[] }
  properties: Record<string, Value | null> // null: left out
}

/** `features` are taken one by one while they are written: a tile may hold ten thousand. */
export type MvtLayer = { name: string; features: Iterable<MvtFeature> }

const MOVE_TO = 1
const LINE_TO = 2

/** A vector tile, https://github.com/mapbox/vector-tile-spec/tree/master/2.1; layers without features are left out. */
export function encodeTile(layers: MvtLayer[]): Buffer {
  const pbf = new PbfWriter()
  for (const layer of layers) {
    const before = pbf.pos
    const counted = { layer, features: 0 }
    pbf.writeMessage(3, writeLayer, counted)
    if (counted.features === 0) pbf.pos = before
  }
  return Buffer.from(pbf.finish())
}

function writeLayer(counted: { layer: MvtLayer; features: number }, pbf: PbfWriter): void {
  const { name, features } = counted.layer
  const keys = new Map<string, number>()
  const values = new Map<Value, number>()
  pbf.writeVarintField(15, 2)
  pbf.writeStringField(1, name)
  for (const feature of features) {
    pbf.writeMessage(2, writeFeature, { feature, keys, values })
    counted.features++
  }
  for (const key of keys.keys()) pbf.writeStringField(3, key)
  for (const value of values.keys()) pbf.writeMessage(4, writeValue, value)
  pbf.writeVarintField(5, TILE_EXTENT)
}

type FeatureContext = { feature: MvtFeature; keys: Map<string, number>; values: Map<Value, number> }

function writeFeature(context: FeatureContext, pbf: PbfWriter): void {
  const { id, geometry } = context.feature
  pbf.writeVarintField(1, id)
  pbf.writeMessage(2, writeTags, context)
  pbf.writeVarintField(3, geometry.type === 'point' ? 1 : 2)
  pbf.writeMessage(4, writeGeometry, geometry)
}

function writeTags({ feature: { properties }, keys, values }: FeatureContext, pbf: PbfWriter): void {
  for (const key in properties) {
    const value = properties[key]
    if (value === null || value === undefined) continue
    pbf.writeVarint(indexIn(keys, key))
    pbf.writeVarint(indexIn(values, value))
  }
}

function writeValue(value: Value, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value)
  else if (typeof value === 'boolean') pbf.writeBooleanField(7, value)
  else if (!Number.isSafeInteger(value)) pbf.writeDoubleField(3, value)
  else if (value < 0) pbf.writeSVarintField(6, value)
  else pbf.writeVarintField(5, value)
}

function indexIn<T>(table: Map<T, number>, entry: T): number {
  const known = table.get(entry)
  if (known !== undefined) return known
  table.set(entry, table.size)
  return table.size - 1
}

function writeGeometry(geometry: MvtFeature['geometry'], pbf: PbfWriter): void {
  const pen = { x: 0, y: 0 }
  for (const path of geometry.type === 'point' ? [geometry.place] : geometry.lines) writePath(pbf, path, pen)
}

/** `pen`: where the path before ended. */
function writePath(pbf: PbfWriter, path: Path, pen: { x: number; y: number }): void {
  let { x, y } = pen
  pbf.writeVarint(command(MOVE_TO, 1))
  for (let index = 0; index < path.length; index += 2) {
    const toX = path[index] ?? 0
    const toY = path[index + 1] ?? 0
    if (index === 2) pbf.writeVarint(command(LINE_TO, path.length / 2 - 1))
    pbf.writeVarint(zigzag(toX - x))
    pbf.writeVarint(zigzag(toY - y))
    x = toX
    y = toY
  }
  pen.x = x
  pen.y = y
}

function command(kind: number, count: number): number {
  return kind | (count << 3)
}

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31)
}
