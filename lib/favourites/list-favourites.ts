import { and, asc, eq } from 'drizzle-orm'
import { favourites } from '@/db/schema/people/favourites'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { MAX_FAVOURITES } from '@/lib/model/people/favourites'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { photoColumns, toFeature } from '@/lib/photos/to-feature'
import type { PhotoFeature } from '@/lib/photos/types'
import { visiblePhotos } from '@/lib/visibility/visible-rows'

/** The photos on a user's list that they may see now, in the order in which they came: all of them, or `limit` from `offset` on. */
export async function listFavourites(
  { db, mapillary, origin }: PhotoSources,
  userId: number,
  { offset = 0, limit = MAX_FAVOURITES }: { offset?: number; limit?: number } = {},
): Promise<PhotoFeature[]> {
  const rows = await db
    .select(photoColumns)
    .from(favourites)
    .innerJoin(photos, eq(photos.id, favourites.photoId))
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(and(eq(favourites.userId, userId), visiblePhotos(userId)))
    .orderBy(asc(favourites.addedAt), asc(favourites.photoId))
    .offset(offset)
    .limit(limit)
  return rows.map((row) => toFeature(row, { viewer: userId, origin, photoPageUrl: mapillary.photoPageUrl }))
}
