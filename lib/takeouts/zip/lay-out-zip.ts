import { centralHeader, centralHeaderBytes, endRecords, localHeader, localHeaderBytes } from './records'
import type { ZipEntry, ZipPiece } from './types'

export type ZipLayout = {
  sizeBytes: number
  /** What stands from byte `start` up to byte `end` (excluded), in order. Headers are made as they are needed. */
  bytesBetween: (start: number, end: number) => Generator<ZipPiece>
}

/** Where everything lies in the archive of these files. Nothing of the files is read, so any range of it can be served at once. */
export function layOutZip(entries: readonly ZipEntry[]): ZipLayout {
  const locals = new Float64Array(entries.length + 1) // where each local header stands; last: the central directory
  for (const [index, entry] of entries.entries())
    locals[index + 1] = at(locals, index) + localHeaderBytes(entry) + entry.sizeBytes
  const centrals = new Float64Array(entries.length + 1) // where each line of the central directory stands; last: the end
  centrals[0] = at(locals, entries.length)
  for (const [index, entry] of entries.entries())
    centrals[index + 1] = at(centrals, index) + centralHeaderBytes(entry, at(locals, index))

  const [directoryStart, directoryEnd] = [at(centrals, 0), at(centrals, entries.length)]
  const end = endRecords({ count: entries.length, offset: directoryStart, sizeBytes: directoryEnd - directoryStart })
  const sizeBytes = directoryEnd + end.length

  function* bytesBetween(from: number, to: number): Generator<ZipPiece> {
    for (let index = indexAt(locals, from); index < entries.length && at(locals, index) < to; index += 1) {
      const entry = entryAt(entries, index)
      const bytes = localHeader(entry)
      yield* cut(bytes, at(locals, index), from, to)
      const fileStart = at(locals, index) + bytes.length
      const [first, last] = [Math.max(from - fileStart, 0), Math.min(to - fileStart, entry.sizeBytes)]
      if (first < last) yield { entry: index, start: first, end: last }
    }
    for (let index = indexAt(centrals, from); index < entries.length && at(centrals, index) < to; index += 1)
      yield* cut(centralHeader(entryAt(entries, index), at(locals, index)), at(centrals, index), from, to)
    yield* cut(end, directoryEnd, from, to)
  }

  return { sizeBytes, bytesBetween }
}

/** The part between `from` and `to` of bytes that stand at `start`; nothing when none is. */
function* cut(bytes: Buffer, start: number, from: number, to: number): Generator<ZipPiece> {
  const part = bytes.subarray(Math.max(from - start, 0), Math.max(to - start, 0))
  if (part.length > 0) yield { bytes: part }
}

/** The index of the record in which `position` lies: the last that begins there or before. */
function indexAt(starts: Float64Array, position: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (at(starts, middle) <= position) low = middle
    else high = middle - 1
  }
  return low
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0
}

function entryAt(entries: readonly ZipEntry[], index: number): ZipEntry {
  const entry = entries[index]
  if (!entry) throw new RangeError(`The archive has no file ${index}`)
  return entry
}
