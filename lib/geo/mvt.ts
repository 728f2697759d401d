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

export type MvtLayer = { name: string; features: MvtFeature[] }

const MOVE_TO = 1
const LINE_TO = 2

/** A vector tile, https://github.com/mapbox/vector-tile-spec/tree/master/2.1; layers without features are left out. */
export function encodeTile(layers: MvtLayer[]): Buffer {
  const pbf = new PbfWriter()
  for (const layer of layers) if (layer.features.length > 0) pbf.writeMessage(3, writeLayer, layer)
  return Buffer.from(pbf.finish())
}

function writeLayer({ name, features }: MvtLayer, pbf: PbfWriter): void {
  const keys = new Map<string, number>()
  const values = new Map<Value, number>()
  pbf.writeVarintField(15, 2)
  pbf.writeStringField(1, name)
  for (const feature of features) pbf.writeMessage(2, writeFeature, { feature, keys, values })
  for (const key of keys.keys()) pbf.writeStringField(3, key)
  for (const value of values.keys()) pbf.writeMessage(4, writeValue, value)
  pbf.writeVarintField(5, TILE_EXTENT)
}

type FeatureContext = { feature: MvtFeature; keys: Map<string, number>; values: Map<Value, number> }

function writeFeature({ feature: { id, geometry, properties }, keys, values }: FeatureContext, pbf: PbfWriter): void {
  const tags: number[] = []
  for (const key in properties) {
    const value = properties[key]
    if (value !== null && value !== undefined) tags.push(indexIn(keys, key), indexIn(values, value))
  }
  pbf.writeVarintField(1, id)
  pbf.writePackedVarint(2, tags)
  pbf.writeVarintField(3, geometry.type === 'point' ? 1 : 2)
  pbf.writePackedVarint(4, commands(geometry))
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

function commands(geometry: MvtFeature['geometry']): number[] {
  if (geometry.type === 'point') return [command(MOVE_TO, 1), zigzag(geometry.place[0]), zigzag(geometry.place[1])]
  const written: number[] = [] // filled in one pass: a tile may hold a hundred thousand places
  let x = 0
  let y = 0
  for (const line of geometry.lines) {
    written.push(command(MOVE_TO, 1))
    for (let index = 0; index < line.length; index += 2) {
      const [toX = 0, toY = 0] = [line[index], line[index + 1]]
      if (index === 2) written.push(command(LINE_TO, line.length / 2 - 1))
      written.push(zigzag(toX - x), zigzag(toY - y))
      x = toX
      y = toY
    }
  }
  return written
}

function command(kind: number, count: number): number {
  return kind | (count << 3)
}

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31)
}
