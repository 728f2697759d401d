import { createHash } from 'node:crypto'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'

/**
 * A text file of the backup line by line. After the last one its hash is compared with the one that it was written with, where a copy of
 * the backup has kept that. Throws NOT_FOUND, INVALID_INPUT for a damaged file, and what the store throws.
 */
export async function* readLines(backup: Pick<Backup, 'get'>, key: string): AsyncGenerator<string> {
  const found = await backup.get(key)
  if (!found) throw new AppError('NOT_FOUND', `${key} is not there`)
  const hash = createHash('sha256')
  const decoder = new TextDecoder()
  let pieces: string[] = [] // of a line that is not whole yet
  for await (const chunk of found.body) {
    hash.update(chunk)
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n')
    pieces.push(first)
    for (const next of others) {
      yield pieces.join('')
      pieces = [next]
    }
  }
  const last = pieces.join('') + decoder.decode()
  if (last !== '') yield last
  const { sha256 } = found.object.metadata
  if (sha256 !== undefined && hash.digest('hex') !== sha256)
    throw new AppError('INVALID_INPUT', `${key} is damaged: its bytes are not those that were written`)
}
