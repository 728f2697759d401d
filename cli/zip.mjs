import { CommandError, EXIT } from './exit.mjs'

const MAX_UINT32 = 0xffffffff
const LOCAL_BYTES = 30

/** The files of an archive without compression, in the order in which they lie there. `read` gives `length` bytes from `start` on. */
export async function readEntries({ size, read, name }) {
  if (size < 22) throw new CommandError(EXIT.damaged, `${name} is no whole archive`)
  const end = await read(size - 22, 22)
  if (end.readUInt32LE(0) !== 0x06054b50) throw new CommandError(EXIT.damaged, `${name} is no whole archive`)
  let [bytes, start] = [end.readUInt32LE(12), end.readUInt32LE(16)]
  const locator = size >= 42 ? await read(size - 42, 20) : null
  if (locator?.readUInt32LE(0) === 0x07064b50) {
    const large = await read(wide(locator, 8), 56)
    bytes = wide(large, 40)
    start = wide(large, 48)
  }
  const entries = bytes === 0 ? [] : [...readDirectory(await read(start, bytes))]
  return entries.sort((one, other) => one.offset - other.offset)
}

/** How many bytes stand before those of a file: its local header, which begins at the entry's offset. */
export function headerLength(header) {
  return LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
}

export { LOCAL_BYTES }

function* readDirectory(directory) {
  for (let at = 0; at < directory.length; ) {
    const [nameEnd, extraBytes] = [at + 46 + directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30)]
    let extra = nameEnd + 4 // the only extra field is that of ZIP64
    const number = (where) => {
      const value = directory.readUInt32LE(where)
      if (value !== MAX_UINT32) return value
      extra += 8
      return wide(directory, extra - 8)
    }
    const [length] = [number(at + 24), number(at + 20)]
    yield { path: directory.toString('utf8', at + 46, nameEnd), length, offset: number(at + 42) }
    at = nameEnd + extraBytes
  }
}

function wide(buffer, at) {
  return Number(buffer.readBigUInt64LE(at))
}
