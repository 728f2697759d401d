import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { ownBuckets, ownCopies } from '@/db/schema/people/own-buckets'
import { photos } from '@/db/schema/photos'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { openToken } from '@/lib/users/token-cipher'
import { isWaiting } from './find-own-bucket'
import { type OwnStore, openOwnStore } from './own-store'
import type { OwnBucketTools } from './save-own-bucket'

type Tools = OwnBucketTools & { backup: Backup }
type Bucket = typeof ownBuckets.$inferSelect

const STEP_BUDGET_MS = 20_000
const BATCH = 20
const AFTER_TROUBLE = sql`interval '15 minutes'`

/**
 * Copies originals to the buckets of their owners for some seconds, those that waited longest first. A bucket that refuses is tried again
 * later, and its owner is told. Safe to repeat, also after a kill: an original that is not noted is copied again. False: nothing is left.
 */
export async function copyOriginals(tools: Tools): Promise<boolean> {
  const end = Date.now() + STEP_BUDGET_MS
  while (Date.now() < end) {
    const bucket = await nextBucket(tools)
    if (!bucket) return false
    const trouble = await copyBatch(tools, bucket, end)
    await tools.db.update(ownBuckets).set({ triedAt: sql`now()`, trouble }).where(eq(ownBuckets.id, bucket.id))
  }
  return true
}

async function nextBucket({ db }: Tools): Promise<Bucket | undefined> {
  const isDue = or(isNull(ownBuckets.trouble), lt(ownBuckets.triedAt, sql`now() - ${AFTER_TROUBLE}`))
  const [bucket] = await db
    .select()
    .from(ownBuckets)
    .where(and(isDue, sql`exists (select 1 from ${photos} where ${isWaiting})`))
    .orderBy(sql`${ownBuckets.triedAt} asc nulls first`)
    .limit(1)
  return bucket
}

/** What hindered it, in words for the owner; null: nothing. */
async function copyBatch(tools: Tools, bucket: Bucket, end: number): Promise<string | null> {
  let store: OwnStore | undefined
  try {
    const secret = openToken(tools.tokenKeys, bucket.userId, bucket.secret)
    store = openOwnStore({ ...bucket, secret }, tools)
    for (const original of await nextOriginals(tools, bucket)) {
      await copyOriginal(tools, store, bucket.id, original)
      if (Date.now() > end) break
    }
    return null
  } catch (error) {
    if (error instanceof AppError)
      return error.code === 'UNAUTHENTICATED' ? 'Its key can no longer be read. Save it again.' : error.message
    throw error
  } finally {
    store?.close()
  }
}

type Original = { photoId: number; key: string; bytes: number; sha256: string }

async function nextOriginals({ db }: Tools, bucket: Bucket): Promise<Original[]> {
  const rows = await db
    .select({ photoId: photos.id, key: photos.backupKey, bytes: photos.backupBytes, sha256: photos.backupSha256 })
    .from(photos)
    .innerJoin(ownBuckets, eq(ownBuckets.id, bucket.id))
    .where(isWaiting)
    .orderBy(asc(photos.id))
    .limit(BATCH)
  return rows.flatMap(({ photoId, key, bytes, sha256 }) =>
    key === null || bytes === null || sha256 === null ? [] : [{ photoId, key, bytes, sha256 }],
  )
}

async function copyOriginal(
  { db, backup }: Tools,
  store: OwnStore,
  bucketId: number,
  { photoId, key, bytes, sha256 }: Original,
): Promise<void> {
  const found = await backup.get(key)
  if (!found) throw new AppError('BACKUP_FAILED', `${key} is not in the backup at the moment`)
  await store.copy(key, { body: found.body, bytes, sha256, contentType: 'image/jpeg' })
  await db
    .insert(ownCopies)
    .values({ bucketId, photoId, sha256 })
    .onConflictDoUpdate({ target: [ownCopies.bucketId, ownCopies.photoId], set: { sha256, copiedAt: sql`now()` } })
}
