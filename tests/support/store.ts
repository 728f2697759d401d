import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Db } from '@/db/client'
import type { photos } from '@/db/schema/photos'
import { originalKey } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { test as base } from './db'
import { insertPhoto } from './factories'

/** What seals and opens in tests. */
export const tokenKeys: TokenKeys = [Buffer.alloc(32, 7)]

/** `folder`: one of the test's own, for a backup. */
export const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mtp-backup-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },
})

/** A photo of the sequence whose original lies in the backup under that user name. */
export async function backUpPhoto(
  db: Db,
  backup: Backup,
  {
    sequenceId,
    n,
    username,
    ...values
  }: { sequenceId: number; n: number; username: string } & Partial<typeof photos.$inferInsert>,
) {
  const bytes = Buffer.from(`original ${n}`)
  const backupKey = originalKey(username, sequenceId, n)
  const backupSha256 = createHash('sha256').update(bytes).digest('hex')
  await backup.put(backupKey, Readable.from([bytes]), { contentType: 'image/jpeg', metadata: () => ({}) })
  const stored = { backupKey, backupSha256, backupBytes: bytes.length, backedUpAt: new Date() }
  return insertPhoto(db, { sequenceId, n, ...stored, ...values })
}
