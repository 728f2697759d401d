import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { originalUploads } from '@/db/schema/original-uploads'
import { users } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'

/** So many files of a person may be on their way at once; each is as large as the original it is for. */
const MOST_AT_ONCE = 5

export type OriginalUpload = Pick<typeof originalUploads.$inferSelect, 'id' | 'photoId' | 'sizeBytes' | 'receivedBytes'>

const shown = {
  id: originalUploads.id,
  photoId: originalUploads.photoId,
  sizeBytes: originalUploads.sizeBytes,
  receivedBytes: originalUploads.receivedBytes,
}

/**
 * Begins to take the owner's own file for an original that is bad, in parts, or goes on with the one that was begun. Throws NOT_FOUND, also for
 * somebody else's photo, INVALID_INPUT for a file of another size, CONFLICT when there is nothing to replace, or too many are on their way.
 */
export async function beginUpload(
  db: Db,
  { photoId, ownerId, sizeBytes }: { photoId: number; ownerId: number; sizeBytes: number },
): Promise<OriginalUpload> {
  await requireReplaceable(db, { photoId, ownerId, sizeBytes })
  return db.transaction(async (tx) => {
    // The row of the user lines up requests that come at once, so that all of them are counted.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, ownerId)).for('update')
    const held = await tx.select(shown).from(originalUploads).where(eq(originalUploads.ownerId, ownerId))
    const begun = held.find((upload) => upload.photoId === photoId)
    if (begun) return begun
    if (held.length >= MOST_AT_ONCE)
      throw new AppError(
        'CONFLICT',
        `${MOST_AT_ONCE} files of yours are on their way already. Let one of them end first.`,
      )
    const [upload] = await tx.insert(originalUploads).values({ photoId, ownerId, sizeBytes }).returning(shown)
    if (!upload) throw new Error('An insert that returns its row returned none')
    return upload
  })
}

/** How far an upload is. Throws NOT_FOUND, also for somebody else's. */
export async function getUpload(db: Db, { uploadId, ownerId }: { uploadId: number; ownerId: number }) {
  const [upload] = await db
    .select({ ...shown, parts: originalUploads.parts })
    .from(originalUploads)
    .where(sql`${originalUploads.id} = ${uploadId} and ${originalUploads.ownerId} = ${ownerId}`)
  if (!upload) throw new AppError('NOT_FOUND', `Upload ${uploadId} not found: it has ended, or nothing came for a day`)
  return upload
}

async function requireReplaceable(
  db: Db,
  { photoId, ownerId, sizeBytes }: { photoId: number; ownerId: number; sizeBytes: number },
): Promise<void> {
  const [row] = await db.execute<{ state: string | null; bytes: string }>(sql`
    select c.state, p.backup_bytes as bytes
    from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
    where p.id = ${photoId} and p.owner_id = ${ownerId} and s.deleted_at is null`)
  if (!row) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  if (row.state === null || row.state === 'ok')
    throw new AppError('CONFLICT', 'This original is intact: there is nothing to replace.')
  if (Number(row.bytes) !== sizeBytes)
    throw new AppError(
      'INVALID_INPUT',
      `This is another file: it has ${sizeBytes} bytes, and the original has ${row.bytes}.`,
    )
}
