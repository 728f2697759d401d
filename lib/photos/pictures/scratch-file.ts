import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Writes `body` to a file that is there while `use` runs, in a folder of its own under `folder` that goes with it: large pictures are decoded
 * without holding the file in memory.
 */
export async function withScratchFile<Result>(
  { folder, body }: { folder: string; body: Readable },
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const own = join(folder, randomBytes(12).toString('hex'))
  await mkdir(own, { recursive: true })
  try {
    const path = join(own, 'picture')
    await pipeline(body, createWriteStream(path))
    return await use(path)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
