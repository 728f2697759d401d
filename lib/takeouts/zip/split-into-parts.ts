import { layOutZip } from './lay-out-zip'
import type { ZipEntry } from './types'

const OVERHEAD_BYTES = 300 // of one file in an archive, beside its path twice
const END_BYTES = 100

/**
 * Groups files, in their order, into archives of at most `partBytes`; a file that is larger has one of its own. Returns where each part ends
 * (excluded).
 */
export function splitIntoParts(
  entries: readonly ZipEntry[],
  partBytes: number | null,
): { end: number; sizeBytes: number }[] {
  const ends: number[] = []
  let start = 0
  let sum = END_BYTES
  for (const [index, { path, sizeBytes }] of entries.entries()) {
    const bytes = sizeBytes + 2 * Buffer.byteLength(path) + OVERHEAD_BYTES
    if (partBytes !== null && index > start && sum + bytes > partBytes) {
      ends.push(index)
      start = index
      sum = END_BYTES
    }
    sum += bytes
  }
  ends.push(entries.length)
  return ends.map((end, part) => ({ end, sizeBytes: layOutZip(entries.slice(ends[part - 1] ?? 0, end)).sizeBytes }))
}
