import { and, eq, gte, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { ownBuckets, ownCopies } from '@/db/schema/people/own-buckets'
import { photos } from '@/db/schema/photos'

/** A user's own bucket as they see it, without the secret. */
export type OwnBucket = {
  endpoint: string
  region: string
  bucket: string
  keyId: string
  createdAt: Date
  copied: number // originals that lie there, read again and right
  waiting: number
  trouble: string | null
}

/** Originals since the bucket is known, whose very bytes are not there. */
export const isWaiting = and(
  eq(photos.ownerId, ownBuckets.userId),
  isNotNull(photos.backupSha256),
  isNotNull(photos.backupBytes),
  gte(photos.backedUpAt, ownBuckets.createdAt),
  sql`not exists (select 1 from ${ownCopies} where ${ownCopies.bucketId} = ${ownBuckets.id}
    and ${ownCopies.photoId} = ${photos.id} and ${ownCopies.sha256} = ${photos.backupSha256})`,
)

export async function findOwnBucket(db: Db, userId: number): Promise<OwnBucket | null> {
  const [row] = await db
    .select({
      endpoint: ownBuckets.endpoint,
      region: ownBuckets.region,
      bucket: ownBuckets.bucket,
      keyId: ownBuckets.keyId,
      createdAt: ownBuckets.createdAt,
      trouble: ownBuckets.trouble,
      copied: sql<number>`(select count(*)::integer from ${ownCopies} where ${ownCopies.bucketId} = ${ownBuckets.id})`,
      waiting: sql<number>`(select count(*)::integer from ${photos} where ${isWaiting})`,
    })
    .from(ownBuckets)
    .where(eq(ownBuckets.userId, userId))
  return row ?? null
}
