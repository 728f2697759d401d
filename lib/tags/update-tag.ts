import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { tags } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { checkNewRegion, requireActiveType } from './check-new-region'
import { getTag } from './get-tag'
import { lockPhoto } from './lock-photo'
import { areaOf } from './outlines'
import { TagShapeInput } from './tag-shape'
import type { MtpTag } from './types'

export const UpdateTagInput = z
  .object({ type: z.string().max(200).optional(), shape: TagShapeInput.optional() })
  .refine(({ type, shape }) => type !== undefined || shape !== undefined, 'expected a type, a shape, or both')

/**
 * Changes type or region of the user's own tag; its history keeps what it was. Safe to repeat. Throws NOT_FOUND (also when it was removed),
 * FORBIDDEN (somebody else's), INVALID_INPUT, CONFLICT.
 */
export async function updateTag(
  db: Db,
  { tagId, userId, ...changes }: { tagId: number; userId: number } & z.infer<typeof UpdateTagInput>,
): Promise<MtpTag> {
  return db.transaction(async (tx) => {
    const { photoId } = await getTag(tx, { tagId, viewer: userId })
    await lockPhoto(tx, { photoId, userId })
    const { tag, isRemoved } = await getTag(tx, { tagId, viewer: userId })
    if (isRemoved) throw new AppError('NOT_FOUND', `Tag ${tagId} was removed`)
    if (!tag.mayEdit) throw new AppError('FORBIDDEN', 'Only its author can change a tag')
    const { type = tag.type, shape = tag.shape } = changes
    if (type !== tag.type) await requireActiveType(tx, type)
    await checkNewRegion(tx, { photoId, authorId: userId, userId, type, shape, tagId })
    await tx
      .update(tags)
      .set({ type, shape, area: areaOf(shape), changedAt: sql`now()`, changedBy: userId })
      .where(eq(tags.id, tagId))
    return (await getTag(tx, { tagId, viewer: userId })).tag
  })
}
