import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { asc, desc, isNotNull, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import type { Backup } from '@/lib/backup/types'

const OF_EACH_END = 5

/** Compares name, size and hash of some originals, the oldest and the newest, with what is noted. Null: all are equal; else what differs, for people. */
export async function compareSample({ db, backup }: { db: Db; backup: Backup }): Promise<string | null> {
  for (const order of [asc(photos.id), desc(photos.id)]) {
    for (const { key, sizeBytes, sha256 } of await someOriginals(db, order)) {
      if (key === null) continue
      const found = await backup.get(key)
      if (!found) return `${key} is not in it`
      if (found.object.sizeBytes !== sizeBytes) {
        found.body.destroy()
        return `${key} has another size`
      }
      const hash = createHash('sha256')
      await pipeline(found.body, hash)
      if (hash.digest('hex') !== sha256) return `${key} has other bytes`
    }
  }
  return null
}

function someOriginals(db: Db, order: SQL) {
  return db
    .select({ key: photos.backupKey, sizeBytes: photos.backupBytes, sha256: photos.backupSha256 })
    .from(photos)
    .where(isNotNull(photos.backupKey))
    .orderBy(order)
    .limit(OF_EACH_END)
}
