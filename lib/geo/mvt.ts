import { PbfWriter } from 'pbf'
import { TILE_EXTENT } from './tile'

type Value = string | number | boolean
type Place = [x: number, y: number] // whole tile units from the north-west corner
type Path = number[] // x, y, x, y, … in the same units; two places or more

export type MvtFeature = {
  id: number
  geometry: { type: 'point'; place: Place } | { type: 'lines'; lines: Path[] } | { type: 'area'; rings: Path[] } // the outer one, then its holes, turning the other way; ends are not repeated
  properties: Record<string, Value | null> // null: left out
}

/** `features` are taken one by one while they are written: a tile may hold ten thousand. */
export type MvtLayer = { name: string; features: Iterable<MvtFeature> }

const MOVE_TO = 1
const LINE_TO = 2
const CLOSE_PATH = 7
const GEOMETRY_TYPES = { point: 1, lines: 2, area: 3 }
const LARGEST_COMMON = 2 ** 31 // instants are above it: looking for one that is there already takes longer than writing it again

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
  const tables: Tables = { keys: [], values: [], valueIndex: new Map() }
  pbf.writeVarintField(15, 2)
  pbf.writeStringField(1, name)
  for (const feature of features) {
    pbf.writeMessage(2, writeFeature, { feature, tables })
    counted.features++
  }
  for (const key of tables.keys) pbf.writeStringField(3, key)
  for (const value of tables.values) pbf.writeMessage(4, writeValue, value)
  pbf.writeVarintField(5, TILE_EXTENT)
}

type Tables = { keys: string[]; values: Value[]; valueIndex: Map<Value, number> }
type FeatureContext = { feature: MvtFeature; tables: Tables }

function writeFeature(context: FeatureContext, pbf: PbfWriter): void {
  const { id, geometry } = context.feature
  pbf.writeVarintField(1, id)
  pbf.writeMessage(2, writeTags, context)
  pbf.writeVarintField(3, GEOMETRY_TYPES[geometry.type])
  pbf.writeBytesField(4, packGeometry(pathsOf(geometry), geometry.type === 'area'))
}

function pathsOf(geometry: MvtFeature['geometry']): Path[] {
  if (geometry.type === 'point') return [geometry.place]
  return geometry.type === 'lines' ? geometry.lines : geometry.rings
}

function writeTags({ feature: { id, properties }, tables }: FeatureContext, pbf: PbfWriter): void {
  for (const key in properties) {
    const value = properties[key]
    if (value === null || value === undefined) continue
    pbf.writeVarint(keyIndex(tables.keys, key))
    const isRare = value === id || (typeof value === 'number' && value > LARGEST_COMMON)
    pbf.writeVarint(isRare ? tables.values.push(value) - 1 : valueIndex(tables, value))
  }
}

function keyIndex(keys: string[], key: string): number {
  const known = keys.indexOf(key)
  return known < 0 ? keys.push(key) - 1 : known
}

function valueIndex({ values, valueIndex }: Tables, value: Value): number {
  const known = valueIndex.get(value)
  if (known !== undefined) return known
  valueIndex.set(value, values.length)
  return values.push(value) - 1
}

function writeValue(value: Value, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value)
  else if (typeof value === 'boolean') pbf.writeBooleanField(7, value)
  else if (!Number.isSafeInteger(value)) pbf.writeDoubleField(3, value)
  else if (value < 0) pbf.writeSVarintField(6, value)
  else pbf.writeVarintField(5, value)
}

let packed = new Uint8Array(4_096) // the geometry at hand; a call for each of its numbers would take as long as all the rest of a tile

/** Commands and steps of all paths as the specification packs them. Good until the next call. */
function packGeometry(paths: Path[], areClosed: boolean): Uint8Array {
  const corners = paths.reduce((sum, path) => sum + path.length / 2, 0)
  const mostBytes = 5 * 2 * (corners + paths.length) + paths.length
  if (packed.length < mostBytes) packed = new Uint8Array(2 * mostBytes)
  const bytes = packed
  let size = 0
  let x = 0
  let y = 0
  for (const path of paths) {
    for (let index = 0; index < path.length; index += 2) {
      if (index === 0) size = putVarint(bytes, size, command(MOVE_TO, 1))
      if (index === 2) size = putVarint(bytes, size, command(LINE_TO, path.length / 2 - 1))
      const toX = path[index] ?? 0
      const toY = path[index + 1] ?? 0
      size = putVarint(bytes, size, zigzag(toX - x))
      size = putVarint(bytes, size, zigzag(toY - y))
      x = toX
      y = toY
    }
    if (areClosed) size = putVarint(bytes, size, command(CLOSE_PATH, 1))
  }
  return bytes.subarray(0, size)
}

function putVarint(bytes: Uint8Array, at: number, value: number): number {
  let size = at
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes[size++] = (rest & 0x7f) | 0x80
  bytes[size++] = rest
  return size
}

function command(kind: number, count: number): number {
  return kind | (count << 3)
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}
