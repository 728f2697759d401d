import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'

/** A small file that is written for a takeout, piece by piece. */
export type SmallFile = { path: string; text: AsyncIterable<string> | Iterable<string> }

export type PackedFile = { path: string; bytes: number; crc32: number; sha256: string; backupOffset: number }

const CHUNK_CHARACTERS = 64_000

/**
 * Many small files as one stream, one after the other, because stores are slow with many small objects. `packed` grows as the files end, each
 * with its hashes and with the place where it begins; whoever lists them sees it too.
 */
export function packFiles(list: (packed: readonly PackedFile[]) => AsyncIterable<SmallFile>): {
  body: Readable
  packed: PackedFile[]
} {
  const packed: PackedFile[] = []

  async function* write() {
    let offset = 0
    for await (const { path, text } of list(packed)) {
      const hash = createHash('sha256')
      const file = { path, bytes: 0, crc32: 0, backupOffset: offset }
      for await (const chunk of inChunks(text)) {
        hash.update(chunk)
        file.crc32 = crc32(chunk, file.crc32)
        file.bytes += chunk.length
        yield chunk
      }
      packed.push({ ...file, sha256: hash.digest('hex') })
      offset += file.bytes
    }
  }

  return { body: Readable.from(write(), { objectMode: false }), packed }
}

async function* inChunks(pieces: SmallFile['text']): AsyncGenerator<Buffer> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length < CHUNK_CHARACTERS) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}
