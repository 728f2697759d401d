import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { tags, tagTypes } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { tagColumns, toTag } from './tag-columns'
import type { MtpTag, RemovedTag } from './types'

/** The tags that people gave a photo, the largest first. Throws NOT_FOUND when `viewer` may not see the photo. */
export async function listTags(db: Db, { photoId, viewer }: { photoId: number; viewer: Viewer }): Promise<MtpTag[]> {
  const rows = await db
    .select(tagColumns(viewer))
    .from(tags)
    .innerJoin(tagTypes, eq(tagTypes.value, tags.type))
    .innerJoin(users, eq(users.id, tags.authorId))
    .innerJoin(photos, eq(photos.id, tags.photoId))
    .where(and(eq(tags.photoId, photoId), isNull(tags.removedAt), visiblePhotos(viewer)))
    .orderBy(desc(tags.area), tags.id)
  if (rows.length === 0) await requireVisiblePhoto(db, { photoId, viewer })
  return rows.map(toTag)
}

const removers = alias(users, 'removers')

/**
 * The removed tags of a photo that the user may bring back, the last removed first: all for the photo's owner and admins, for others
 * those that they took away themselves. Throws NOT_FOUND.
 */
export async function listRemovedTags(
  db: Db,
  { photoId, userId }: { photoId: number; userId: number },
): Promise<RemovedTag[]> {
  await requireVisiblePhoto(db, { photoId, viewer: userId })
  const rows = await db
    .select({
      tag: tagColumns(userId),
      removedAt: tags.removedAt,
      removedById: tags.removedBy,
      removedBy: sql<string | null>`case when ${removers.deletingAt} is null then ${removers.username} end`,
    })
    .from(tags)
    .innerJoin(tagTypes, eq(tagTypes.value, tags.type))
    .innerJoin(users, eq(users.id, tags.authorId))
    .innerJoin(photos, eq(photos.id, tags.photoId))
    .leftJoin(removers, eq(removers.id, tags.removedBy))
    .where(and(eq(tags.photoId, photoId), isNotNull(tags.removedAt)))
    .orderBy(desc(tags.removedAt), desc(tags.id))
  return rows.flatMap(({ tag, removedAt, removedById, removedBy }) =>
    removedAt && (tag.isModerator || removedById === userId)
      ? [{ ...toTag(tag), removedAt: removedAt.toISOString(), removedBy }]
      : [],
  )
}

async function requireVisiblePhoto(db: Db, { photoId, viewer }: { photoId: number; viewer: Viewer }): Promise<void> {
  const seen = await db.$count(photos, and(eq(photos.id, photoId), visiblePhotos(viewer)))
  if (seen === 0) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
}
