import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'

import { isActiveAccount } from './active-account'

export type Profile = { id: number; username: string; memberSince: Date; photoCount: number }

/** The user of that name and how many of their photos `viewer` may see. Throws NOT_FOUND. */
export async function getProfile(db: Db, { username, viewer }: { username: string; viewer: Viewer }): Promise<Profile> {
  const [user] = await db
    .select({ id: users.id, username: users.username, memberSince: users.createdAt })
    .from(users)
    .where(and(eq(users.username, username), isActiveAccount))
    .orderBy(asc(users.id))
    .limit(1)
  if (!user) throw new AppError('NOT_FOUND', `User ${username.slice(0, 60)} not found`)
  const seen = and(eq(photos.ownerId, user.id), isNotNull(photos.importedAt), visiblePhotos(viewer))
  return { ...user, photoCount: await db.$count(photos, seen) }
}
