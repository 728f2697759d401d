import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Backup } from '@/lib/backup/types'

/** Stores a text with its own hash as metadata, so that a reader can tell whether it is whole. Resolves with the hash. */
export async function putText(
  backup: Pick<Backup, 'put'>,
  { key, contentType }: { key: string; contentType: string },
  text: AsyncIterable<string>,
): Promise<string> {
  const hash = createHash('sha256')
  let sha256 = ''
  async function* hashed() {
    for await (const piece of text) {
      hash.update(piece)
      yield piece
    }
  }
  await backup.put(key, Readable.from(hashed(), { objectMode: false }), {
    contentType,
    metadata: () => {
      sha256 = hash.digest('hex')
      return { sha256 }
    },
  })
  return sha256
}
