import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Writes `body` to a file of `folder` that is there while `use` runs: large pictures are decoded without holding the file in memory. */
export async function withScratchFile<Result>(
  { folder, body }: { folder: string; body: Readable },
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomBytes(12).toString('hex'))
  try {
    await pipeline(body, createWriteStream(path))
    return await use(path)
  } finally {
    await rm(path, { force: true })
  }
}
