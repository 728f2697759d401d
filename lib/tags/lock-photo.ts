import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { visiblePhotos } from '@/lib/visibility/visible-rows'

/** Keeps other changes of the photo's tags out until the transaction ends; whose photo it is. Throws NOT_FOUND when the user may not see the photo. */
export async function lockPhoto(
  db: Db,
  { photoId, userId }: { photoId: number; userId: number },
): Promise<{ ownerId: number }> {
  const [photo] = await db
    .select({ ownerId: photos.ownerId })
    .from(photos)
    .where(and(eq(photos.id, photoId), visiblePhotos(userId)))
    .for('no key update')
  if (!photo) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  return photo
}
