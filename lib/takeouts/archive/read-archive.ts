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
      const from = file.backupOffset + piece.start
      for await (const chunk of reader.read(file, from, piece.end - piece.start)) yield* small.add(chunk)
    }
    yield* small.flush()
  } finally {
    reader.close()
  }
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

  async *read(file: { path: string; backupKey: string }, from: number, length: number): AsyncGenerator<Buffer> {
    const open = await this.#openAt(file, from)
    for (let missing = length; missing > 0; ) {
      if (open.rest.length === 0) {
        const next = await open.chunks.next()
        if (next.done) throw new MissingFile(file.path)
        open.rest = next.value
      }
      const chunk = open.rest.subarray(0, missing)
      open.rest = open.rest.subarray(chunk.length)
      open.position += chunk.length
      missing -= chunk.length
      yield chunk
    }
  }

  async #openAt({ path, backupKey }: { path: string; backupKey: string }, from: number) {
    if (this.#open?.key === backupKey && this.#open.position === from) return this.#open
    this.close()
    const found = await this.#backup.get(backupKey, { from })
    if (!found) throw new MissingFile(path)
    const { body } = found
    const chunks: AsyncIterator<Buffer> = body.iterator()
    this.#open = { key: backupKey, position: from, body, chunks, rest: Buffer.alloc(0) }
    return this.#open
  }

  close(): void {
    this.#open?.body.on('error', () => undefined) // nobody reads it any more
    this.#open?.body.destroy()
    this.#open = null
  }
}
