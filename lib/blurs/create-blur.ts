import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { photoBlurs } from '@/db/schema/blurs'
import { photos } from '@/db/schema/photos'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { MOST_BLURS } from '@/lib/model/pictures/blurs'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { type Blurrer, requireBlurrer } from './require-blurrer'

/**
 * Blurs a region of a photo for everybody but its owner, in every picture from now on. `reportId`: the report whose decision it is. Throws
 * NOT_FOUND, FORBIDDEN, CONFLICT (being deleted; too many regions).
 */
export async function createBlur(
  db: Db,
  { photoId, userId, region, reportId }: Blurrer & { region: TagShape; reportId?: number },
): Promise<number> {
  return db.transaction(async (tx) => {
    const about = await requireBlurrer(tx, { photoId, userId })
    if (about.isDeleted) throw new AppError('CONFLICT', 'Its sequence is being deleted')
    await tx.select({ id: photos.id }).from(photos).where(eq(photos.id, photoId)).for('update')
    const inForce = and(eq(photoBlurs.photoId, photoId), isNull(photoBlurs.removedAt))
    if ((await tx.$count(photoBlurs, inForce)) >= MOST_BLURS)
      throw new AppError('CONFLICT', `${MOST_BLURS} regions of this photo are blurred already. Hide it instead.`)
    const source = about.isOwner ? ('owner' as const) : ('moderator' as const)
    const values = { photoId, region, source, authorId: userId, ...(reportId !== undefined && { reportId }) }
    const { id } = one(await tx.insert(photoBlurs).values(values).returning({ id: photoBlurs.id }))
    await recordAudit(tx, {
      ...{ action: 'photo.blurred', actorId: userId, photoId, sequenceId: about.sequenceId, userId: about.ownerId },
      details: { blur: id },
    })
    return id
  })
}
