import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { tags } from '@/db/schema/tags'
import { notify } from '@/lib/notices/notify'
import { checkNewRegion, requireActiveType } from './check-new-region'
import { getTag } from './get-tag'
import { lockPhoto } from './lock-photo'
import { areaOf } from './outlines'
import { TagShapeInput } from './tag-shape'
import type { MtpTag } from './types'

export const CreateTagInput = z.object({ type: z.string().max(200), shape: TagShapeInput })

/**
 * Tags a region of a photo that the user may see. Throws NOT_FOUND, INVALID_INPUT (no such type), CONFLICT (the same region twice,
 * too many); asked twice, the second is refused.
 */
export async function createTag(
  db: Db,
  { photoId, userId, type, shape }: { photoId: number; userId: number } & z.infer<typeof CreateTagInput>,
): Promise<MtpTag> {
  return db.transaction(async (tx) => {
    const { ownerId } = await lockPhoto(tx, { photoId, userId })
    await requireActiveType(tx, type)
    await checkNewRegion(tx, { photoId, authorId: userId, userId, type, shape })
    const values = { photoId, authorId: userId, changedBy: userId, type, shape, area: areaOf(shape) }
    const { id } = one(await tx.insert(tags).values(values).returning({ id: tags.id }))
    if (ownerId !== userId)
      await notify(tx, { userId: ownerId, kind: 'photo_tagged', topic: `photo ${photoId}`, photoId })
    return (await getTag(tx, { tagId: id, viewer: userId })).tag
  })
}
