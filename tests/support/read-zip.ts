/** Reads bytes `start` up to `end` (excluded) of an archive. */
export type ReadArchive = (start: number, end: number) => Buffer

export type ReadEntry = { path: string; sizeBytes: number; crc32: number; dataStart: number; offset: number }

const U16 = 0xffff
const U32 = 0xffffffff

/**
 * An independent reader of stored ZIP and ZIP64 archives, from the end as readers of disks do. It compares local with central headers,
 * and throws where they disagree or where something overlaps or is left over.
 */
export function readZip(read: ReadArchive, sizeBytes: number): ReadEntry[] {
  const end = read(sizeBytes - 22, sizeBytes)
  expect(end.readUInt32LE(0) === 0x06054b50, 'end record')
  let [count, directoryBytes, directoryStart] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)]
  let directoryEnd = sizeBytes - 22
  if (count === U16 || directoryBytes === U32 || directoryStart === U32) {
    const locator = read(sizeBytes - 42, sizeBytes - 22)
    expect(locator.readUInt32LE(0) === 0x07064b50, 'ZIP64 locator')
    directoryEnd = u64(locator, 8)
    const large = read(directoryEnd, directoryEnd + 56)
    expect(large.readUInt32LE(0) === 0x06064b50 && u64(large, 4) === 44, 'ZIP64 end record')
    expect(directoryEnd + 56 === sizeBytes - 42, 'nothing between ZIP64 end record and locator')
    count = u64(large, 32)
    directoryBytes = u64(large, 40)
    directoryStart = u64(large, 48)
  }
  expect(directoryStart + directoryBytes === directoryEnd, 'central directory before the end')
  const entries = readDirectory(read(directoryStart, directoryEnd))
  expect(entries.length === count, 'count of files')
  let next = 0
  return entries.map((entry) => {
    expect(entry.offset === next, `${entry.path} follows the file before it`)
    const dataStart = readLocal(read, entry)
    next = dataStart + entry.sizeBytes
    return { ...entry, dataStart }
  })
}

function readDirectory(directory: Buffer): Omit<ReadEntry, 'dataStart'>[] {
  const entries: Omit<ReadEntry, 'dataStart'>[] = []
  for (let at = 0; at < directory.length; ) {
    expect(directory.readUInt32LE(at) === 0x02014b50, 'central header')
    const [nameBytes, extraBytes] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30)]
    const name = directory.subarray(at + 46, at + 46 + nameBytes)
    const extra = wideNumbers(directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes))
    expect((directory.readUInt16LE(at + 8) & 0x0800) !== 0 && directory.readUInt16LE(at + 10) === 0, 'UTF-8, stored')
    const wide = (value: number) => (value === U32 ? (extra.shift() ?? Number.NaN) : value)
    const sizeBytes = wide(directory.readUInt32LE(at + 24))
    expect(wide(directory.readUInt32LE(at + 20)) === sizeBytes, 'equal sizes')
    const offset = wide(directory.readUInt32LE(at + 42))
    entries.push({ path: name.toString(), sizeBytes, crc32: directory.readUInt32LE(at + 16), offset })
    at += 46 + nameBytes + extraBytes
  }
  return entries
}

/** Where the bytes of a file begin. */
function readLocal(read: ReadArchive, { path, sizeBytes, crc32, offset }: Omit<ReadEntry, 'dataStart'>): number {
  const header = read(offset, offset + 30)
  expect(header.readUInt32LE(0) === 0x04034b50 && header.readUInt32LE(14) === crc32, `local header of ${path}`)
  const [nameBytes, extraBytes] = [header.readUInt16LE(26), header.readUInt16LE(28)]
  const dataStart = offset + 30 + nameBytes + extraBytes
  const rest = read(offset + 30, dataStart)
  expect(rest.subarray(0, nameBytes).toString() === path, `name of ${path}`)
  const [size = header.readUInt32LE(22)] = wideNumbers(rest.subarray(nameBytes))
  expect(size === sizeBytes, `size of ${path}`)
  return dataStart
}

function wideNumbers(extra: Buffer): number[] {
  if (extra.length === 0) return []
  expect(extra.readUInt16LE(0) === 1 && extra.readUInt16LE(2) === extra.length - 4, 'ZIP64 field')
  return Array.from({ length: (extra.length - 4) / 8 }, (_, index) => u64(extra, 4 + 8 * index))
}

function u64(buffer: Buffer, at: number): number {
  return Number(buffer.readBigUInt64LE(at))
}

function expect(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`The archive is broken: ${what}`)
}
