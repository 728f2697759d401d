import { posix } from 'node:path'
import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { checksumsKey, manifestKey } from '@/lib/backup/keys'
import { manifestChunks } from '@/lib/backup/manifest'
import type { Backup } from '@/lib/backup/types'
import { describePhotos, describeSequence } from './describe-sequence'
import { putText } from './put-text'
import { saveFile } from './save-file'

const FILES_AT_ONCE = 5_000

/**
 * Rewrites the sequence's manifest and SHA256SUMS in the backup from what is stored, a batch of photos at a time. Safe to repeat.
 */
export async function writeManifest(
  { db, backup }: { db: Db; backup: Backup },
  { sequenceId, username }: { sequenceId: number; username: string },
): Promise<void> {
  await saveFile(db, { kind: 'manifest', sequenceId }, async (tx) => {
    const key = manifestKey(username, sequenceId)
    const folder = posix.dirname(key)
    const sequence = await describeSequence(tx, sequenceId)
    const manifest = manifestChunks({ sequence, writtenAt: new Date() }, describePhotos(tx, sequenceId, folder))
    const sha256 = await putText(backup, { key, contentType: 'application/json' }, manifest)
    const sums = checksums(tx, { sequenceId, folder, manifest: { key, sha256 } })
    await putText(backup, { key: checksumsKey(username, sequenceId), contentType: 'text/plain' }, sums)
  })
}

/** SHA256SUMS as `sha256sum -c` reads it in its own folder: the originals, then the manifest. */
async function* checksums(
  db: Db,
  { sequenceId, folder, manifest }: { sequenceId: number; folder: string; manifest: { key: string; sha256: string } },
) {
  for (let last = 0; ; ) {
    const batch = await db
      .select({ n: photos.n, key: photos.backupKey, sha256: photos.backupSha256 })
      .from(photos)
      .where(
        and(
          eq(photos.sequenceId, sequenceId),
          gt(photos.n, last),
          isNotNull(photos.backupKey),
          isNotNull(photos.backupSha256),
        ),
      )
      .orderBy(asc(photos.n))
      .limit(FILES_AT_ONCE)
    yield batch.map(({ key, sha256 }) => `${sha256}  ${posix.relative(folder, key ?? '')}\n`).join('')
    const end = batch.at(-1)
    if (!end) break
    last = end.n
  }
  yield `${manifest.sha256}  ${posix.relative(folder, manifest.key)}\n`
}
