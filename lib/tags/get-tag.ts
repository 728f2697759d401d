import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { tags, tagTypes } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { tagColumns, toTag } from './tag-columns'
import type { MtpTag } from './types'

/** A tag, its photo, and whether it was removed and by whom. Throws NOT_FOUND when `viewer` may not see the photo. */
export async function getTag(
  db: Db,
  { tagId, viewer }: { tagId: number; viewer: Viewer },
): Promise<{ tag: MtpTag; photoId: number; isModerator: boolean; isRemoved: boolean; removedById: number | null }> {
  const [row] = await db
    .select({ tag: tagColumns(viewer), photoId: tags.photoId, removedAt: tags.removedAt, removedById: tags.removedBy })
    .from(tags)
    .innerJoin(tagTypes, eq(tagTypes.value, tags.type))
    .innerJoin(users, eq(users.id, tags.authorId))
    .innerJoin(photos, eq(photos.id, tags.photoId))
    .where(and(eq(tags.id, tagId), visiblePhotos(viewer)))
  if (!row) throw new AppError('NOT_FOUND', `Tag ${tagId} not found`)
  const { tag, photoId, removedAt, removedById } = row
  return { tag: toTag(tag), photoId, isModerator: tag.isModerator, isRemoved: removedAt !== null, removedById }
}
