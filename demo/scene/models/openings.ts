import { type Color, mix, shade } from '../color'
import type { Vec3 } from '../geometry'
import type { Part, Site } from '../thing'

/** One wall of a house with what is let into it. */
export type Facade = {
  at(across: number, up: number): Vec3 // from the wall's foot, a hair before it
  width: number
  height: number
  columns: number
  rows: number
  frame: Color
  glass: Color
  hasLattice: boolean
  door?: { column: number; color: Color }
}

type Window = { across: number; halfWidth: number; low: number; high: number }

const DETAILED_UP_TO_M = 42

/** Windows and the door of a wall, with frames, bars and sills when near. */
export function openings(site: Site, facade: Facade): Part[] {
  const { at, frame, door } = facade
  const rectangle = ({ across, halfWidth, low, high }: Window, grow = 0): Vec3[] => [
    at(across - halfWidth - grow, low - grow),
    at(across + halfWidth + grow, low - grow),
    at(across + halfWidth + grow, high + grow),
    at(across - halfWidth - grow, high + grow),
  ]
  const windows = windowsOf(facade)
  const isNear = site.distanceM < DETAILED_UP_TO_M
  const parts: Part[] = [{ outlines: windows.map((window) => rectangle(window, 0.1)), fill: frame }]
  const top = shade(facade.glass, 0.12)
  const bottom = mix(facade.glass, '#2b3b4a', 0.5)
  if (isNear) {
    for (const window of windows)
      parts.push({ outlines: [rectangle(window)], fill: { color: top, to: bottom, axis: 'y' } })
    parts.push({ lines: windows.flatMap((window) => barsOf(window, facade)), color: frame, widthM: 0.05 })
    parts.push({ lines: windows.map((window) => sillOf(window, facade)), color: shade(frame, -0.25), widthM: 0.08 })
  } else {
    parts.push({ outlines: windows.map((window) => rectangle(window)), fill: mix(top, bottom, 0.6) })
  }
  if (door) {
    const across = ((door.column + 0.5) / facade.columns) * facade.width
    parts.push({ outlines: [rectangle({ across, halfWidth: 0.6, low: 0, high: 2.28 })], fill: frame })
    const leaf = rectangle({ across, halfWidth: 0.5, low: 0, high: 2.15 })
    parts.push({ outlines: [leaf], fill: { color: shade(door.color, 0.12), to: shade(door.color, -0.2), axis: 'y' } })
    if (isNear)
      parts.push({ outlines: [rectangle({ across, halfWidth: 0.3, low: 1.3, high: 1.95 })], fill: shade(bottom, 0.1) })
  }
  return parts
}

function windowsOf({ width, height, columns, rows, door }: Facade): Window[] {
  const floor = height / rows
  return Array.from({ length: rows * columns }, (_, i) => ({ row: Math.floor(i / columns), column: i % columns }))
    .filter(({ row, column }) => row > 0 || column !== door?.column)
    .map(({ row, column }) => ({
      across: ((column + 0.5) / columns) * width,
      halfWidth: Math.min(0.62, (width / columns) * 0.3),
      low: row * floor + floor * 0.34,
      high: row * floor + floor * 0.82,
    }))
}

function barsOf({ across, halfWidth, low, high }: Window, { at, hasLattice }: Facade): Vec3[][] {
  if (hasLattice) {
    return [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75].map((part) => [
      at(across + halfWidth * part, low),
      at(across + halfWidth * part, high),
    ])
  }
  const cross = (low + high * 2) / 3
  return [
    [at(across, low), at(across, high)],
    [at(across - halfWidth, cross), at(across + halfWidth, cross)],
  ]
}

function sillOf({ across, halfWidth, low }: Window, { at }: Facade): Vec3[] {
  return [at(across - halfWidth - 0.12, low - 0.1), at(across + halfWidth + 0.12, low - 0.1)]
}
