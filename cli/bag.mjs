import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { CommandError, EXIT } from './exit.mjs'

const MANIFESTS = ['tagmanifest-sha256.txt', 'manifest-sha256.txt']
const MAX_UINT32 = 0xffffffff

/** Compares every file of a BagIt bag, which may lie in several archives, with the bag's manifests (RFC 8493). */
export async function findFaults(archives) {
  const places = new Map()
  for (const archive of archives) for (const [path, place] of await readPlaces(archive)) places.set(path, place)
  const faults = []
  let count = 0
  for (const manifest of MANIFESTS) {
    const place = places.get(manifest)
    if (!place) faults.push(`${manifest} is missing`)
    for (const line of place ? (await readText(place)).split('\n').filter(Boolean) : []) {
      const [sha256, path] = [line.slice(0, 64), line.slice(66)]
      const found = places.get(path)
      count += 1
      if (!found) faults.push(`${path} is missing`)
      else if ((await hashOf(found)) !== sha256) faults.push(`${path} differs`)
    }
  }
  return { count, faults }
}

/** Where the bytes of each file lie in an archive of stored files. */
async function readPlaces(archive) {
  const file = await open(archive)
  try {
    const read = async (start, length) => (await file.read(Buffer.alloc(length), 0, length, start)).buffer
    const { size } = await file.stat()
    const end = await read(size - 22, 22)
    if (size < 22 || end.readUInt32LE(0) !== 0x06054b50)
      throw new CommandError(EXIT.damaged, `${archive} is no whole archive`)
    let [bytes, start] = [end.readUInt32LE(12), end.readUInt32LE(16)]
    const locator = size >= 42 ? await read(size - 42, 20) : null
    if (locator?.readUInt32LE(0) === 0x07064b50) {
      const large = await read(wide(locator, 8), 56)
      bytes = wide(large, 40)
      start = wide(large, 48)
    }
    const places = new Map()
    for (const { path, length, offset } of readDirectory(await read(start, bytes))) {
      const header = await read(offset, 30)
      const first = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
      places.set(path, { archive, start: first, length })
    }
    return places
  } finally {
    await file.close()
  }
}

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

function bytesOf({ archive, start, length }) {
  return length === 0 ? [] : createReadStream(archive, { start, end: start + length - 1 })
}

async function readText(place) {
  const pieces = []
  for await (const piece of bytesOf(place)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

async function hashOf(place) {
  const hash = createHash('sha256')
  for await (const piece of bytesOf(place)) hash.update(piece)
  return hash.digest('hex')
}
