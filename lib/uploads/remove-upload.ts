import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { uploads } from '@/db/schema/uploads'
import { AppError } from '@/lib/errors'

export const RemoveUploadInput = z.object({ uploadId: z.guid('expected the id of an announced sequence') })

/** Takes one of the user's own announcements back. Throws NOT_FOUND when it is somebody else's, or was imported. */
export async function removeUpload(db: Db, { uploadId, userId }: { uploadId: string; userId: number }): Promise<void> {
  const removed = await db
    .delete(uploads)
    .where(and(eq(uploads.id, uploadId), eq(uploads.ownerId, userId), isNull(uploads.importedAt)))
    .returning({ id: uploads.id })
  if (removed.length === 0) throw new AppError('NOT_FOUND', 'This announced sequence is not here any more')
}
