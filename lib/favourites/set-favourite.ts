import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { favourites } from '@/db/schema/people/favourites'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { MAX_FAVOURITES } from '@/lib/model/people/favourites'
import { visiblePhotos } from '@/lib/visibility/visible-rows'

type Favourite = { photoId: number; userId: number }

/** Puts a photo that the user may see on their list. Safe to repeat: it keeps its place. Throws NOT_FOUND, CONFLICT (the list is full). */
export async function addFavourite(db: Db, { photoId, userId }: Favourite): Promise<{ isFavourite: true }> {
  await requirePhoto(db, { photoId, userId })
  await db.transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update') // counted one after the other
    const mine = eq(favourites.userId, userId)
    const isThere = (await tx.$count(favourites, and(mine, eq(favourites.photoId, photoId)))) > 0
    if (isThere) return
    if ((await tx.$count(favourites, mine)) >= MAX_FAVOURITES)
      throw new AppError('CONFLICT', `Your list is full: it holds ${MAX_FAVOURITES} photos`)
    await tx.insert(favourites).values({ photoId, userId, addedAt: sql`clock_timestamp()` }).onConflictDoNothing()
  })
  return { isFavourite: true }
}

/** Takes a photo off the user's list; nothing happens when it is not there. Throws NOT_FOUND. */
export async function removeFavourite(db: Db, { photoId, userId }: Favourite): Promise<{ isFavourite: false }> {
  await requirePhoto(db, { photoId, userId })
  await db.delete(favourites).where(and(eq(favourites.photoId, photoId), eq(favourites.userId, userId)))
  return { isFavourite: false }
}

async function requirePhoto(db: Db, { photoId, userId }: Favourite): Promise<void> {
  const isSeen = (await db.$count(photos, and(eq(photos.id, photoId), visiblePhotos(userId)))) > 0
  if (!isSeen) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
}
