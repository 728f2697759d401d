import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoBlurs } from '@/db/schema/blurs'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { type Blurrer, requireBlurrer } from './require-blurrer'

/**
 * Takes the blur of a region back; it stays in the history. What a moderator blurred, only a moderator shows again. Safe to repeat. Throws
 * NOT_FOUND, FORBIDDEN, CONFLICT (being deleted).
 */
export async function removeBlur(db: Db, { photoId, userId, blurId }: Blurrer & { blurId: number }): Promise<void> {
  await db.transaction(async (tx) => {
    const about = await requireBlurrer(tx, { photoId, userId })
    if (about.isDeleted) throw new AppError('CONFLICT', 'Its sequence is being deleted')
    const isIt = and(eq(photoBlurs.id, blurId), eq(photoBlurs.photoId, photoId))
    const [blur] = await tx.select().from(photoBlurs).where(isIt).for('update')
    if (!blur) throw new AppError('NOT_FOUND', `Photo ${photoId} has no blur ${blurId}`)
    if (blur.source === 'moderator' && !about.isModerator)
      throw new AppError('FORBIDDEN', 'A moderator blurred this, and decides about it')
    if (blur.removedAt !== null) return
    await tx.update(photoBlurs).set({ removedAt: new Date(), removedBy: userId }).where(isIt)
    await recordAudit(tx, {
      ...{ action: 'photo.unblurred', actorId: userId, photoId, sequenceId: about.sequenceId, userId: about.ownerId },
      details: { blur: blurId },
    })
  })
}
