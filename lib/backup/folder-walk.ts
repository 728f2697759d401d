import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ignoreMissing } from './folder-files'
import { META } from './folder-sidecars'
import { INCOMING } from './keys'
import type { BackupEntry } from './types'

/** The keys in `folder` in the order in which S3 lists them. */
export async function* walk(
  root: string,
  { prefix, after = '', folder = '' }: { prefix: string; after?: string | undefined; folder?: string },
): AsyncGenerator<string> {
  const entries = (await ignoreMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? []
  const keys = entries
    .filter((entry) => folder !== '' || (entry.name !== META && entry.name !== INCOMING))
    .map((entry) => folder + entry.name + (entry.isDirectory() ? '/' : ''))
    .filter((key) => key.startsWith(prefix) || prefix.startsWith(key))
    .sort(compareBytes)
  for (const key of keys) {
    if (key.endsWith('/')) {
      if (after.startsWith(key) || compareBytes(key, after) > 0) yield* walk(root, { prefix, after, folder: key })
    } else if (key.startsWith(prefix) && compareBytes(key, after) > 0) yield key
  }
}

/** The same with their sizes. */
export async function* listEntries(
  root: string,
  asked: { prefix: string; after: string | undefined },
): AsyncGenerator<BackupEntry> {
  for await (const key of walk(root, asked)) {
    const file = await ignoreMissing(stat(join(root, key)))
    if (file) yield { key, sizeBytes: file.size }
  }
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
