import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { Pacer } from './pacer'

const PATIENCE_MS = 60_000
const SLOWEST_BYTES_PER_MS = 50

type Expected = { sha256: string; bytes: number }
type Reading = { pacer: Pacer; patienceMs?: number | undefined; onCrc32?: (crc: number) => void }

/** The bytes were read, and they are not those that were noted. */
export class WrongBytes extends Error {}

/**
 * Passes bytes on and checks that they are the noted ones. Fails with WrongBytes when they are not, at the end at the latest; with the
 * source's own error; or when the source is too slow. `onCrc32` is told the CRC-32 of the right bytes. The time that the pacer takes is not the source's.
 */
export async function* checkedBytes(
  source: Readable,
  { sha256, bytes }: Expected,
  { pacer, patienceMs = PATIENCE_MS, onCrc32 }: Reading,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  const iterator: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]()
  let left = patienceMs + bytes / SLOWEST_BYTES_PER_MS
  let length = 0
  let crc = 0
  try {
    for (;;) {
      const began = performance.now()
      const timer = setTimeout(() => source.destroy(new Error('Its bytes came too slowly')), left)
      const next = await iterator.next().finally(() => clearTimeout(timer))
      left -= performance.now() - began
      if (next.done) break
      length += next.value.length
      if (length > bytes) throw new WrongBytes(`It has more than the noted ${bytes} bytes`)
      hash.update(next.value)
      if (onCrc32) crc = crc32(next.value, crc)
      await pacer.take(next.value.length)
      yield next.value
    }
    if (length !== bytes) throw new WrongBytes(`It has ${length} of ${bytes} bytes`)
    if (hash.digest('hex') !== sha256) throw new WrongBytes('Its bytes are not those that were backed up')
    onCrc32?.(crc)
  } finally {
    source.destroy()
  }
}
