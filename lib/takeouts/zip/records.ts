import type { ZipEntry } from './types'

/**
 * The records of a ZIP archive (APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), little-endian.
 * ZIP64 fields are written only where a number does not fit, because old readers refuse them.
 */

const MAX_UINT16 = 0xffff
const MAX_UINT32 = 0xffffffff
const ZIP64_ID = 1
const PLAIN_VERSION = 20 // what a reader must understand
const ZIP64_VERSION = 45
const MADE_BY_UNIX = 3 << 8
const UTF8_NAME = 1 << 11
const STORED = 0
const DOS_TIME = 0
const DOS_DATE = 0x21 // 1980-01-01: the same files make the same archive, whenever it is made
const REGULAR_FILE = 0o100644 * 0x10000

const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const END_BYTES = 22
const ZIP64_END_BYTES = 56
const ZIP64_LOCATOR_BYTES = 20

export function localHeaderBytes(entry: ZipEntry): number {
  return LOCAL_BYTES + Buffer.byteLength(entry.path) + localExtra(entry).length
}

/** What stands before the bytes of a file. */
export function localHeader(entry: ZipEntry): Buffer {
  const extra = localExtra(entry)
  const name = Buffer.from(entry.path)
  const header = Buffer.alloc(LOCAL_BYTES)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(versionFor(extra), 4)
  writeCommon(header, 6, entry, isLarge(entry))
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

export function centralHeaderBytes(entry: ZipEntry, offset: number): number {
  return CENTRAL_BYTES + Buffer.byteLength(entry.path) + centralExtra(entry, offset).length
}

/** The line of a file in the central directory; `offset`: where its local header stands. */
export function centralHeader(entry: ZipEntry, offset: number): Buffer {
  const extra = centralExtra(entry, offset)
  const name = Buffer.from(entry.path)
  const header = Buffer.alloc(CENTRAL_BYTES)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(MADE_BY_UNIX | ZIP64_VERSION, 4)
  header.writeUInt16LE(versionFor(extra), 6)
  writeCommon(header, 8, entry, isLarge(entry))
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt32LE(REGULAR_FILE, 38)
  header.writeUInt32LE(Math.min(offset, MAX_UINT32), 42)
  return Buffer.concat([header, name, extra])
}

/** The records after the central directory, which stands at `offset`. */
export function endRecords({ count, offset, sizeBytes }: { count: number; offset: number; sizeBytes: number }): Buffer {
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, MAX_UINT16), 8)
  end.writeUInt16LE(Math.min(count, MAX_UINT16), 10)
  end.writeUInt32LE(Math.min(sizeBytes, MAX_UINT32), 12)
  end.writeUInt32LE(Math.min(offset, MAX_UINT32), 16)
  if (count < MAX_UINT16 && sizeBytes < MAX_UINT32 && offset < MAX_UINT32) return end

  const large = Buffer.alloc(ZIP64_END_BYTES)
  large.writeUInt32LE(0x06064b50, 0)
  writeUInt64(large, ZIP64_END_BYTES - 12, 4)
  large.writeUInt16LE(MADE_BY_UNIX | ZIP64_VERSION, 12)
  large.writeUInt16LE(ZIP64_VERSION, 14)
  writeUInt64(large, count, 24)
  writeUInt64(large, count, 32)
  writeUInt64(large, sizeBytes, 40)
  writeUInt64(large, offset, 48)

  const locator = Buffer.alloc(ZIP64_LOCATOR_BYTES)
  locator.writeUInt32LE(0x07064b50, 0)
  writeUInt64(locator, offset + sizeBytes, 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([large, locator, end])
}

/** Flags, method, time, CRC-32 and both sizes, which local and central headers have in common. */
function writeCommon(header: Buffer, at: number, { crc32, sizeBytes }: ZipEntry, isInExtra: boolean): void {
  const size = isInExtra ? MAX_UINT32 : sizeBytes
  header.writeUInt16LE(UTF8_NAME, at)
  header.writeUInt16LE(STORED, at + 2)
  header.writeUInt16LE(DOS_TIME, at + 4)
  header.writeUInt16LE(DOS_DATE, at + 6)
  header.writeUInt32LE(crc32, at + 8)
  header.writeUInt32LE(size, at + 12)
  header.writeUInt32LE(size, at + 16)
}

function localExtra(entry: ZipEntry): Buffer {
  return zip64Extra(isLarge(entry) ? [entry.sizeBytes, entry.sizeBytes] : [])
}

function centralExtra(entry: ZipEntry, offset: number): Buffer {
  const sizes = isLarge(entry) ? [entry.sizeBytes, entry.sizeBytes] : []
  return zip64Extra(offset >= MAX_UINT32 ? [...sizes, offset] : sizes)
}

function zip64Extra(numbers: number[]): Buffer {
  if (numbers.length === 0) return Buffer.alloc(0)
  const extra = Buffer.alloc(4 + 8 * numbers.length)
  extra.writeUInt16LE(ZIP64_ID, 0)
  extra.writeUInt16LE(8 * numbers.length, 2)
  for (const [index, number] of numbers.entries()) writeUInt64(extra, number, 4 + 8 * index)
  return extra
}

function isLarge({ sizeBytes }: ZipEntry): boolean {
  return sizeBytes >= MAX_UINT32
}

function versionFor(extra: Buffer): number {
  return extra.length > 0 ? ZIP64_VERSION : PLAIN_VERSION
}

function writeUInt64(buffer: Buffer, value: number, at: number): void {
  buffer.writeBigUInt64LE(BigInt(value), at)
}
