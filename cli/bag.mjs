import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { headerLength, LOCAL_BYTES, readEntries } from './zip.mjs'

export const MANIFESTS = ['tagmanifest-sha256.txt', 'manifest-sha256.txt']

/** Compares every file of a BagIt bag, which may lie in several archives, with the bag's manifests (RFC 8493). */
export async function findFaults(archives) {
  const places = new Map()
  for (const archive of archives) for (const [path, place] of await readPlaces(archive)) places.set(path, place)
  return compare((path) => {
    const place = places.get(path)
    return place ? bytesOf(place) : null
  })
}

/** The same for a bag that is a folder. */
export function findFolderFaults(folder) {
  return compare((path) => {
    const file = fileOf(folder, path)
    return existsSync(file) ? createReadStream(file) : null
  })
}

/** Where a file of the bag lies in a folder. Throws when its path would lead out of it. */
export function fileOf(folder, path) {
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\\') || part.includes('\0')))
    throw new Error(`${path} is no path of a bag`)
  return join(folder, parts.join(sep))
}

/** The lines of a manifest: SHA-256 and path. */
export function* linesOf(manifest) {
  for (const line of manifest.split('\n')) if (line !== '') yield { sha256: line.slice(0, 64), path: line.slice(66) }
}

export async function hashOf(bytes) {
  const hash = createHash('sha256')
  for await (const piece of bytes) hash.update(piece)
  return hash.digest('hex')
}

/** `find` gives the bytes of a file of the bag; null when there is none. */
async function compare(find) {
  const faults = []
  let count = 0
  for (const manifest of MANIFESTS) {
    const text = find(manifest)
    if (!text) faults.push(`${manifest} is missing`)
    for (const { sha256, path } of text ? linesOf(await readText(text)) : []) {
      const bytes = find(path)
      count += 1
      if (!bytes) faults.push(`${path} is missing`)
      else if ((await hashOf(bytes)) !== sha256) faults.push(`${path} differs`)
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
    const places = new Map()
    for (const { path, length, offset } of await readEntries({ size, read, name: archive }))
      places.set(path, { archive, start: offset + headerLength(await read(offset, LOCAL_BYTES)), length })
    return places
  } finally {
    await file.close()
  }
}

function bytesOf({ archive, start, length }) {
  return length === 0 ? [] : createReadStream(archive, { start, end: start + length - 1 })
}

async function readText(bytes) {
  const pieces = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
