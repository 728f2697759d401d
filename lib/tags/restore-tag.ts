import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { tags } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { checkNewRegion } from './check-new-region'
import { getTag } from './get-tag'
import { lockPhoto } from './lock-photo'
import type { MtpTag } from './types'

/**
 * Brings a removed tag back: who removed it, the photo's owner and admins may. Safe to repeat. Throws NOT_FOUND, FORBIDDEN, CONFLICT
 * (its author has tagged the region again meanwhile).
 */
export async function restoreTag(db: Db, { tagId, userId }: { tagId: number; userId: number }): Promise<MtpTag> {
  return db.transaction(async (tx) => {
    const { photoId } = await getTag(tx, { tagId, viewer: userId })
    await lockPhoto(tx, { photoId, userId })
    const { tag, isRemoved, isModerator, removedById } = await getTag(tx, { tagId, viewer: userId })
    if (!isModerator && (isRemoved ? removedById !== userId : !tag.mayEdit)) {
      throw new AppError('FORBIDDEN', 'Only who removed a tag and the owner of the photo can bring it back')
    }
    if (!isRemoved) return tag
    const { authorId } = one(await tx.select({ authorId: tags.authorId }).from(tags).where(eq(tags.id, tagId)))
    await checkNewRegion(tx, { photoId, authorId, userId, type: tag.type, shape: tag.shape, tagId })
    await tx
      .update(tags)
      .set({ removedAt: null, removedBy: null, changedAt: sql`now()`, changedBy: userId })
      .where(and(eq(tags.id, tagId), isNotNull(tags.removedAt)))
    return (await getTag(tx, { tagId, viewer: userId })).tag
  })
}
