import type { Readable } from 'node:stream'
import type { Backup } from '@/lib/backup/types'
import type { Archive } from './open-archive'

/** The backup does not have a file of a takeout any more, or it has another size. */
export class MissingFile extends Error {
  readonly path: string

  constructor(path: string) {
    super(`${path} is not in the backup as it was`)
    this.path = path
  }
}

const CHUNK_BYTES = 64 * 1024

/** The bytes of an archive from `start` up to `end` (excluded), read from the backup as fast as they are taken. Throws MissingFile. */
export async function* readArchive(
  backup: Backup,
  { layout, files }: Pick<Archive, 'layout' | 'files'>,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Buffer> {
  const reader = new BackupReader(backup)
  const small = new Gatherer()
  try {
    for (const piece of layout.bytesBetween(start, end)) {
      if ('bytes' in piece) {
        yield* small.add(piece.bytes)
        continue
      }
      const file = files[piece.entry]
      if (!file) throw new RangeError(`The takeout has no file ${piece.entry}`)
      for (const place of placesOf(file, piece)) for await (const chunk of reader.read(place)) yield* small.add(chunk)
    }
    yield* small.flush()
  } finally {
    reader.close()
  }
}

type Place = { path: string; key: string; from: number; length: number }

/** Where in the backup the bytes of a file from `start` up to `end` (excluded) lie. */
function* placesOf(file: Archive['files'][number], { start, end }: { start: number; end: number }): Generator<Place> {
  const { path, backupKey, backupOffset, headBytes, tailKey, tailOffset } = file
  const headEnd = Math.min(end, headBytes ?? end)
  if (start < headEnd) yield { path, key: backupKey, from: backupOffset + start, length: headEnd - start }
  const tailStart = Math.max(start, headEnd)
  if (tailStart < end && tailKey && headBytes != null && tailOffset != null)
    yield { path, key: tailKey, from: tailOffset + tailStart - headBytes, length: end - tailStart }
}

/** Joins small pieces: headers and sidecars have a few hundred bytes each. */
class Gatherer {
  #pieces: Buffer[] = []
  #bytes = 0;

  *add(bytes: Buffer): Generator<Buffer> {
    if (bytes.length >= CHUNK_BYTES) {
      yield* this.flush()
      yield bytes
      return
    }
    this.#pieces.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes >= CHUNK_BYTES) yield* this.flush()
  }

  *flush(): Generator<Buffer> {
    if (this.#bytes > 0) yield Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#bytes = 0
  }
}

/** Reads ranges of objects. Those that follow each other in one object, as in a pack, are read by one request. */
class BackupReader {
  readonly #backup: Backup
  #open: { key: string; position: number; body: Readable; chunks: AsyncIterator<Buffer>; rest: Buffer } | null = null

  constructor(backup: Backup) {
    this.#backup = backup
  }

  async *read({ path, key, from, length }: Place): AsyncGenerator<Buffer> {
    const open = await this.#openAt(path, key, from)
    for (let missing = length; missing > 0; ) {
      if (open.rest.length === 0) {
        const next = await open.chunks.next()
        if (next.done) throw new MissingFile(path)
        open.rest = next.value
      }
      const chunk = open.rest.subarray(0, missing)
      open.rest = open.rest.subarray(chunk.length)
      open.position += chunk.length
      missing -= chunk.length
      yield chunk
    }
  }

  async #openAt(path: string, key: string, from: number) {
    if (this.#open?.key === key && this.#open.position === from) return this.#open
    this.close()
    const found = await this.#backup.get(key, { from })
    if (!found) throw new MissingFile(path)
    const { body } = found
    const chunks: AsyncIterator<Buffer> = body.iterator()
    this.#open = { key, position: from, body, chunks, rest: Buffer.alloc(0) }
    return this.#open
  }

  close(): void {
    this.#open?.body.on('error', () => undefined) // nobody reads it any more
    this.#open?.body.destroy()
    this.#open = null
  }
}
