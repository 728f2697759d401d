import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { isModerator } from '@/lib/model/people/roles'
import { visiblePhotos } from '@/lib/visibility/visible-rows'

export type Blurrer = { photoId: number; userId: number }

/** Who may say what is blurred on a photo: its owner and moderators. Throws NOT_FOUND (also when the user may not see it), FORBIDDEN. */
export async function requireBlurrer(
  db: Db,
  { photoId, userId }: Blurrer,
): Promise<{ ownerId: number; sequenceId: number; isDeleted: boolean; isOwner: boolean; isModerator: boolean }> {
  const [photo] = await db
    .select({ ownerId: photos.ownerId, sequenceId: photos.sequenceId, deletedAt: sequences.deletedAt })
    .from(photos)
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .where(and(eq(photos.id, photoId), visiblePhotos(userId)))
  if (!photo) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  const [user] = await db.select({ role: users.role }).from(users).where(eq(users.id, userId))
  const { deletedAt, ...about } = photo
  const who = { isOwner: photo.ownerId === userId, isModerator: isModerator(user?.role) }
  if (!who.isOwner && !who.isModerator)
    throw new AppError('FORBIDDEN', 'Only the owner of the photo and moderators decide what is blurred on it')
  return { ...about, ...who, isDeleted: deletedAt !== null }
}
