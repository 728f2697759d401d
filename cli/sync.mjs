import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileOf, hashOf, linesOf, MANIFESTS } from './bag.mjs'
import { CommandError, EXIT } from './exit.mjs'
import { headerLength, LOCAL_BYTES, readEntries } from './zip.mjs'

const MOST_AT_ONCE = 256 * 1024 * 1024 // bytes by one request
const LONGEST_GAP = 64 * 1024 // that is read and thrown away, because a request costs more

/**
 * Brings the files of a takeout's archive into a folder: only those that are not there with the right SHA-256. Resolves to how many came, and
 * how many were there. Goes on after broken lines as `keepTrying` says.
 */
export async function syncFolder({ api, url, size, folder, keepTrying }) {
  const read = (start, length) => keepTrying(() => readBytes(api, url, start, length))
  const entries = await readEntries({ size, read, name: url })
  const hashes = new Map()
  for (const name of MANIFESTS) {
    const entry = entries.find(({ path }) => path === name)
    if (!entry) throw new CommandError(EXIT.damaged, `The takeout has no ${name}`)
    const header = await read(entry.offset, LOCAL_BYTES)
    const text = entry.length === 0 ? '' : (await read(entry.offset + headerLength(header), entry.length)).toString()
    for (const { sha256, path } of linesOf(text)) hashes.set(path, sha256)
  }
  const missing = []
  for (const entry of entries) if (!(await isThere(entry, hashes.get(entry.path), folder))) missing.push(entry)
  const left = new Set(missing)
  const came = (entry) => left.delete(entry)
  await keepTrying(
    () => fetchFiles({ api, url, entries: [...left], folder, hashes, came }),
    () => left.size,
  )
  return { fetched: missing.length, kept: entries.length - missing.length }
}

/** The one file that stands in no manifest, the manifest of the others, is fetched each time. */
async function isThere({ path, length }, sha256, folder) {
  const file = fileOf(folder, path)
  if (sha256 === undefined || !existsSync(file) || statSync(file).size !== length) return false
  return (await hashOf(createReadStream(file))) === sha256
}

/** Fetches files that lie near each other by one request. What has come whole stays when the line breaks. */
async function fetchFiles({ api, url, entries, folder, hashes, came }) {
  for (const group of groupsOf(entries)) {
    const [first, last] = [group[0], group.at(-1)]
    const response = await askRange(api, url, first.offset, endOf(last))
    const source = new ByteSource(response.body, first.offset)
    for (const entry of group) {
      await source.skipTo(entry.offset)
      const header = await source.take(LOCAL_BYTES)
      await source.skipTo(entry.offset + headerLength(header))
      await writeFileOf(source, entry, { folder, sha256: hashes.get(entry.path) })
      came(entry)
    }
    await source.end()
  }
}

/** Where a file ends at the latest: behind its local header, whose extra field is not known yet. */
function endOf({ path, length, offset }) {
  return offset + LOCAL_BYTES + Buffer.byteLength(path) + (length >= 0xffffffff ? 20 : 0) + length
}

function* groupsOf(entries) {
  let group = []
  for (const entry of entries) {
    const [first, last] = [group[0], group.at(-1)]
    const isApart = last && (entry.offset - endOf(last) > LONGEST_GAP || endOf(entry) - first.offset > MOST_AT_ONCE)
    if (isApart) {
      yield group
      group = []
    }
    group.push(entry)
  }
  if (group.length > 0) yield group
}

async function writeFileOf(source, { path, length }, { folder, sha256 }) {
  const file = fileOf(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  const partial = `${file}.part`
  const target = createWriteStream(partial)
  const hash = createHash('sha256')
  try {
    for await (const chunk of source.chunks(length)) {
      hash.update(chunk)
      if (!target.write(chunk)) await new Promise((drained) => target.once('drain', drained))
    }
  } catch (error) {
    target.destroy()
    rmSync(partial, { force: true })
    throw error
  }
  target.end()
  await finished(target)
  if (sha256 !== undefined && hash.digest('hex') !== sha256) {
    rmSync(partial)
    throw new CommandError(EXIT.damaged, `${path} came with other bytes than the takeout's manifest says`)
  }
  renameSync(partial, file)
}

/** Bytes that come, taken piece by piece. */
class ByteSource {
  #chunks
  #rest = Buffer.alloc(0)
  #position

  constructor(body, position) {
    this.#chunks = body[Symbol.asyncIterator]()
    this.#position = position
  }

  async *chunks(length) {
    for (let missing = length; missing > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#chunks.next()
        if (done) throw new Error('the line broke')
        this.#rest = Buffer.from(value)
      }
      const chunk = this.#rest.subarray(0, missing)
      this.#rest = this.#rest.subarray(chunk.length)
      this.#position += chunk.length
      missing -= chunk.length
      yield chunk
    }
  }

  async take(length) {
    const pieces = []
    for await (const chunk of this.chunks(length)) pieces.push(chunk)
    return Buffer.concat(pieces)
  }

  async skipTo(position) {
    for await (const _ of this.chunks(position - this.#position));
  }

  async end() {
    await this.#chunks.return?.()
  }
}

async function readBytes(api, url, start, length) {
  const response = await askRange(api, url, start, start + length)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.length !== length) throw new Error('the line broke')
  return bytes
}

async function askRange(api, url, start, end) {
  const response = await api.request(url, { headers: { range: `bytes=${start}-${end - 1}` } })
  if (response.status !== 206) throw new CommandError(EXIT.failed, 'The site gives no parts of archives')
  return response
}
