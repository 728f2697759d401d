import { posix } from 'node:path'
import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { checksumsKey, manifestKey, publicChecksumsKey } from '@/lib/backup/keys'
import { manifestChunks } from '@/lib/backup/manifest'
import type { Backup } from '@/lib/backup/types'
import { describePhotos, describeSequence } from './describe-sequence'
import { putText } from './put-text'
import { saveFile } from './save-file'

const FILES_AT_ONCE = 5_000

/**
 * Rewrites the sequence's manifest and its two SHA256SUMS in the backup from what is stored, a batch of photos at a time. Safe to repeat.
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
    const sums = checksums(tx, { sequenceId, folder }, ORIGINALS)
    const last = `${sha256}  ${posix.relative(folder, key)}\n`
    await putText(
      backup,
      { key: checksumsKey(username, sequenceId), contentType: 'text/plain' },
      followedBy(sums, last),
    )
    await writePublicChecksums({ db: tx, backup }, { sequenceId, key: publicChecksumsKey(username, sequenceId) })
  })
}

/** Of the pictures that are kept for everybody, beside them; without any there is no file. */
async function writePublicChecksums(
  { db, backup }: { db: Db; backup: Backup },
  { sequenceId, key }: { sequenceId: number; key: string },
): Promise<void> {
  const isKept = and(eq(photos.sequenceId, sequenceId), isNotNull(photos.publicKey))
  if ((await db.$count(photos, isKept)) === 0) return backup.remove(key)
  const sums = checksums(db, { sequenceId, folder: posix.dirname(key) }, PUBLIC_PICTURES)
  await putText(backup, { key, contentType: 'text/plain' }, sums)
}

async function* followedBy(lines: AsyncIterable<string>, last: string): AsyncGenerator<string> {
  yield* lines
  yield last
}

const ORIGINALS = { key: photos.backupKey, sha256: photos.backupSha256 }
const PUBLIC_PICTURES = { key: photos.publicKey, sha256: photos.publicSha256 }

/** SHA256SUMS as `sha256sum -c` reads it in its own folder. */
async function* checksums(
  db: Db,
  { sequenceId, folder }: { sequenceId: number; folder: string },
  of: typeof ORIGINALS | typeof PUBLIC_PICTURES,
): AsyncGenerator<string> {
  for (let last = 0; ; ) {
    const batch = await db
      .select({ n: photos.n, key: of.key, sha256: of.sha256 })
      .from(photos)
      .where(and(eq(photos.sequenceId, sequenceId), gt(photos.n, last), isNotNull(of.key), isNotNull(of.sha256)))
      .orderBy(asc(photos.n))
      .limit(FILES_AT_ONCE)
    yield batch.map(({ key, sha256 }) => `${sha256}  ${posix.relative(folder, key ?? '')}\n`).join('')
    const end = batch.at(-1)
    if (!end) return
    last = end.n
  }
}
