import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'

/** `username`: whose photo it is; `isPublic`: whether it is under the licence of public photos. */
export type Attribution = { username: string; isPublic: boolean }

/** Whom a photo that leaves the site names. Authorise before. Throws NOT_FOUND. */
export async function getAttribution(db: Db, photoId: number): Promise<Attribution> {
  const [row] = await db
    .select({ username: users.username, isPublic: photos.isPublic })
    .from(photos)
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(eq(photos.id, photoId))
  if (!row) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  return row
}
