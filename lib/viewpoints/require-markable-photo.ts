import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { visiblePhotos } from '@/lib/visibility/visible-rows'

/** The owner of a photo that the user may mark. Throws NOT_FOUND when they may not see it, FORBIDDEN when it is theirs. */
export async function requireMarkablePhoto(
  db: Db,
  { photoId, userId }: { photoId: number; userId: number },
): Promise<{ ownerId: number }> {
  const [photo] = await db
    .select({ ownerId: photos.ownerId })
    .from(photos)
    .where(and(eq(photos.id, photoId), visiblePhotos(userId)))
  if (!photo) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  if (photo.ownerId === userId) throw new AppError('FORBIDDEN', 'You cannot mark your own photos as viewpoints')
  return photo
}
