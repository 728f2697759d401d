import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { AppError } from '@/lib/errors'
import { visiblePhotos, visibleSequences } from '@/lib/visibility/visible-rows'

import { isActiveAccount } from './active-account'

export type UserTotals = {
  id: string
  username: string
  memberSince: string // ISO 8601
  photoCount: number
  sequenceCount: number
  lengthMeters: number
  viewpointsReceived: number
  viewpointsGiven: number
}

/** Who has that name and what everybody can see of them, counted. Throws NOT_FOUND. */
export async function getUserTotals(db: Db, username: string): Promise<UserTotals> {
  const [user] = await db
    .select({ id: users.id, username: users.username, memberSince: users.createdAt })
    .from(users)
    .where(and(eq(users.username, username), isActiveAccount))
    .orderBy(asc(users.id))
    .limit(1)
  if (!user) throw new AppError('NOT_FOUND', `User ${username.slice(0, 60)} not found`)
  const marks = (person: 'photoOwnerId' | 'userId') =>
    db
      .select({ count: sql`count(*)`.mapWith(Number) })
      .from(viewpoints)
      .innerJoin(photos, eq(photos.id, viewpoints.photoId))
      .where(and(eq(viewpoints[person], user.id), eq(viewpoints.value, true), visiblePhotos(null)))
      .then(one)
  const [photoCount, walked, received, given] = await Promise.all([
    db.$count(photos, and(eq(photos.ownerId, user.id), visiblePhotos(null))),
    db
      .select({
        count: sql`count(*)`.mapWith(Number),
        meters: sql`coalesce(sum(${sequences.lengthMeters}), 0)`.mapWith(Number),
      })
      .from(sequences)
      .where(and(eq(sequences.ownerId, user.id), visibleSequences(null)))
      .then(one),
    marks('photoOwnerId'),
    marks('userId'),
  ])
  return {
    id: String(user.id),
    username: user.username,
    memberSince: user.memberSince.toISOString(),
    photoCount,
    sequenceCount: walked.count,
    lengthMeters: Math.round(walked.meters),
    viewpointsReceived: received.count,
    viewpointsGiven: given.count,
  }
}
