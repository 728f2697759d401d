import { createHash } from 'node:crypto'

/** 32-bit FNV-1a with a final mix: fast, well spread, the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b)
  return (value ^ (value >>> 15)) >>> 0
}

/** mulberry32: an endless row of numbers in [0, 1) that depends only on the seed. */
export function random(seed: string): () => number {
  let state = hash(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

export function pick<T>(next: () => number, list: readonly T[]): T {
  const chosen = list[Math.floor(next() * list.length)]
  if (chosen === undefined) throw new Error('Nothing to pick from')
  return chosen
}

export const between = (next: () => number, low: number, high: number) => low + next() * (high - low)

function lattice(seed: number, x: number): number {
  const value = Math.imul(Math.imul(x + seed, 0x27d4eb2d) ^ (x << 13), 0x85ebca6b)
  return (((value ^ (value >>> 15)) >>> 0) / 4294967296) * 2 - 1
}

/** Smooth noise in [-1, 1] along one axis, with features about one unit long. */
export function noise(seed: number, x: number): number {
  const cell = Math.floor(x)
  const part = x - cell
  const eased = part * part * (3 - 2 * part)
  return lattice(seed, cell) * (1 - eased) + lattice(seed, cell + 1) * eased
}

/** A key in the shape of Mapillary's: 22 characters of base64url. */
export const keyOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** A detection key: 22 characters of [a-z0-9]. */
export function detectionKeyOf(text: string): string {
  const number = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
  return number.toString(36).slice(0, 22)
}
