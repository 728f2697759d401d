import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { ownBuckets } from '@/db/schema/people/own-buckets'
import { sealToken, type TokenKeys } from '@/lib/users/token-cipher'
import { openOwnStore } from './own-store'

export type OwnBucketTools = { db: Db; tokenKeys: TokenKeys; allowPrivate: boolean }

const TEST_KEY = 'map-the-paths.txt'
const TEST_TEXT = 'Map the Paths copies your originals into this bucket. It never deletes anything in it.\n'

export const OwnBucketInput = z.object({
  endpoint: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://s3.example.org' })
    .max(300)
    .refine((text) => !text.includes('@'), 'expected an address without a name and password')
    .transform((text) => new URL(text).origin),
  region: z
    .string()
    .trim()
    .regex(/^[\w-]{1,50}$/, 'expected a region such as eu-central-1'),
  bucket: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket'),
  keyId: z.string().trim().min(1, 'expected the id of a key').max(200),
  secret: z.string().trim().min(1, 'expected the secret of the key').max(400),
})

/**
 * Notes a user's own bucket, to which their originals are copied from now on. It is tried first: a small file is written and read again.
 * Another bucket takes the place of the one before, whose objects stay. Throws INVALID_INPUT, BACKUP_FAILED.
 */
export async function saveOwnBucket(
  { db, tokenKeys, allowPrivate }: OwnBucketTools,
  { userId, access }: { userId: number; access: z.infer<typeof OwnBucketInput> },
): Promise<void> {
  const store = openOwnStore(access, { allowPrivate })
  try {
    const body = Buffer.from(TEST_TEXT)
    const sha256 = createHash('sha256').update(body).digest('hex')
    await store.copy(TEST_KEY, { body, bytes: body.length, sha256, contentType: 'text/plain' })
  } finally {
    store.close()
  }
  const secret = sealToken(tokenKeys, userId, access.secret)
  await db.transaction(async (tx) => {
    await tx.delete(ownBuckets).where(eq(ownBuckets.userId, userId)) // its list of copies goes too
    await tx.insert(ownBuckets).values({ ...access, userId, secret })
  })
}

/** Forgets a user's own bucket and its key; what lies in it stays. Safe to repeat. */
export async function forgetOwnBucket(db: Db, userId: number): Promise<void> {
  await db.delete(ownBuckets).where(eq(ownBuckets.userId, userId))
}
