import { and, desc, eq, sql } from 'drizzle-orm'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { photoColumns, toFeature } from '@/lib/photos/to-feature'
import type { PhotoFeature } from '@/lib/photos/types'
import { visiblePhotos } from '@/lib/visibility/visible-rows'

/** A page of the public photos that a user marked as viewpoints, the last marked first. `cursor` and `nextCursor`: the last photo shown. */
export async function findMarkedPhotos(
  { db, mapillary, origin }: PhotoSources,
  { userId, cursor, limit = 24 }: { userId: number; cursor?: number; limit?: number },
): Promise<{ photos: PhotoFeature[]; nextCursor: string | null }> {
  const after =
    cursor === undefined
      ? undefined
      : sql`(${viewpoints.markedAt}, ${viewpoints.photoId}) <
          (select last.marked_at, last.photo_id from ${viewpoints} as last where last.photo_id = ${cursor} and last.user_id = ${userId})`
  const rows = await db
    .select(photoColumns)
    .from(viewpoints)
    .innerJoin(photos, eq(photos.id, viewpoints.photoId))
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(and(eq(viewpoints.userId, userId), eq(viewpoints.value, true), visiblePhotos(null), after))
    .orderBy(desc(viewpoints.markedAt), desc(viewpoints.photoId))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const context = { viewer: null, origin, photoPageUrl: mapillary.photoPageUrl }
  return {
    photos: page.map((row) => toFeature(row, context)),
    nextCursor: rows.length > limit ? String(page.at(-1)?.id) : null,
  }
}
