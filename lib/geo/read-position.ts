import type { LngLat } from './lng-lat'

const NUMBER = /[+-]?\d+(?:\.\d+)?/g
const SIGN: Record<string, number> = { N: 1, E: 1, S: -1, W: -1 }

/** What somebody may have meant by a pair of numbers, the likelier first. */
export type ReadPosition = { lngLat: LngLat; order: 'lat, lng' | 'lng, lat' }

/**
 * Reads a place that was typed or pasted: `47.1, 11.3` (latitude first, as people write it, or longitude first, as GeoJSON does),
 * `47,1 11,3`, `N 47.1 E 11.3`, `47°06'30"N 11°18'E`, `geo:47.1,11.3`, `#15/47.1/11.3`. None when it is no place.
 */
export function readPosition(text: string): ReadPosition[] {
  const typed = text.trim().slice(0, 100)
  return fromAddress(typed) ?? fromLetters(typed) ?? fromPair(typed)
}

/** The part of a map's address that tells its position: zoom, latitude, longitude; or a geo URI (RFC 5870). */
function fromAddress(text: string): ReadPosition[] | null {
  const parts = /#(?:map=)?[\d.]+\/(-?[\d.]+)\/(-?[\d.]+)/.exec(text) ?? /^geo:(-?[\d.]+),(-?[\d.]+)/i.exec(text)
  return parts && positions([[Number(parts[2]), Number(parts[1])], 'lat, lng'])
}

/** Letters of the compass say which number is which. */
function fromLetters(text: string): ReadPosition[] | null {
  const marked = text.toUpperCase().replace(/(\d),(\d)/g, '$1.$2')
  const letters = marked.match(/[NSEW]/g) ?? []
  if (letters.length !== 2 || !/^[\dNSEW°º'’′"”″.,;:\s+-]+$/.test(marked)) return null
  const isBefore = /^\s*[NSEW]/.test(marked)
  const pieces = isBefore ? marked.split(/(?=[NSEW])/) : marked.split(/(?<=[NSEW])/)
  const found: { lng?: number; lat?: number } = {}
  for (const piece of pieces) {
    const letter = /[NSEW]/.exec(piece)?.[0]
    if (letter) found[letter === 'N' || letter === 'S' ? 'lat' : 'lng'] = degrees(piece) * (SIGN[letter] ?? 1)
  }
  const { lng, lat } = found
  return lng === undefined || lat === undefined ? [] : positions([[lng, lat], 'lat, lng'])
}

function degrees(piece: string): number {
  const [whole = Number.NaN, minutes = 0, seconds = 0] = (piece.match(NUMBER) ?? []).map(Number)
  return whole + minutes / 60 + seconds / 3600
}

function fromPair(text: string): ReadPosition[] {
  const hasCommaDecimals = /^[+-]?\d+,\d+\s*[;\s]\s*[+-]?\d+,\d+$/.test(text)
  const plain = hasCommaDecimals ? text.replaceAll(',', '.') : text
  const pair = /^([+-]?\d+(?:\.\d+)?)°?(?:\s*[,;]\s*|\s+)([+-]?\d+(?:\.\d+)?)°?$/.exec(plain)
  if (!pair) return []
  const [first, second] = [Number(pair[1]), Number(pair[2])]
  return positions([[second, first], 'lat, lng'], [[first, second], 'lng, lat'])
}

function positions(...readings: [LngLat, ReadPosition['order']][]): ReadPosition[] {
  return readings
    .filter(([[lng, lat]]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90)
    .map(([lngLat, order]) => ({ lngLat, order }))
}
