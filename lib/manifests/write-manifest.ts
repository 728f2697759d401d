import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { Readable } from 'node:stream'
import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { checksumsKey, manifestKey } from '@/lib/backup/keys'
import { manifestChunks } from '@/lib/backup/manifest'
import type { Backup } from '@/lib/backup/types'
import { describePhotos, describeSequence } from './describe-sequence'

const FILES_AT_ONCE = 5_000

/**
 * Rewrites the sequence's manifest and SHA256SUMS in the backup from what is stored, a batch of photos at a time. Those who do so at once take
 * their turn, so that the last one has read last. Safe to repeat.
 */
export async function writeManifest(
  { db, backup }: { db: Db; backup: Backup },
  { sequenceId, username }: { sequenceId: number; username: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('manifest', ${sequenceId}))`)
    const sequence = await describeSequence(tx, sequenceId)
    const key = manifestKey(username, sequenceId)
    const manifest = manifestChunks(
      { sequence, writtenAt: new Date() },
      describePhotos(tx, sequenceId, posix.dirname(key)),
    )
    const sha256 = await putText(backup, key, 'application/json', manifest)
    const sums = checksums(tx, sequenceId, { [key]: sha256 }, posix.dirname(key))
    await putText(backup, checksumsKey(username, sequenceId), 'text/plain', sums)
  })
}

/** Stores a text with its own hash as metadata, so that a reader can tell whether it is whole. Resolves with the hash. */
async function putText(backup: Backup, key: string, contentType: string, text: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256')
  let sha256 = ''
  async function* hashed() {
    for await (const piece of text) {
      hash.update(piece)
      yield piece
    }
  }
  const body = Readable.from(hashed(), { objectMode: false })
  await backup.put(key, body, {
    contentType,
    metadata: () => {
      sha256 = hash.digest('hex')
      return { sha256 }
    },
  })
  return sha256
}

/** SHA256SUMS as `sha256sum -c` reads it in its own folder: the originals, then `others`. */
async function* checksums(db: Db, sequenceId: number, others: Record<string, string>, folder: string) {
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
  for (const [key, sha256] of Object.entries(others)) yield `${sha256}  ${posix.relative(folder, key)}\n`
}
