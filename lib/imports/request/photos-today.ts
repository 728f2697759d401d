import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importedPerDay } from '@/db/schema/imports'
import { users } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'
import { formatCount, formatPlural } from '@/lib/format/number'
import type { Limits } from '@/lib/model/limits'

/** How many photos a user may still import today; null without a limit. `resetsAt`: ISO 8601, the next midnight of UTC. */
export type PhotosToday = { limit: number; left: number; isShared: boolean; resetsAt: string } | null

const TODAY = sql`(now() at time zone 'utc')::date`

/** What is left of today's photos: of the user's own limit, or of everybody's when that is less. */
export async function getPhotosToday(db: Db, limits: Limits, userId: number): Promise<PhotosToday> {
  const { photosPerDay } = limits
  const photosPerDayPerUser = await quotaOf(db, limits, userId)
  if (photosPerDayPerUser === 0 && photosPerDay === 0) return null
  const used = await countToday(db, userId)
  const own = photosPerDayPerUser === 0 ? Number.POSITIVE_INFINITY : photosPerDayPerUser - used.own
  const shared = photosPerDay === 0 ? Number.POSITIVE_INFINITY : photosPerDay - used.all
  const isShared = shared < own
  return {
    limit: isShared ? photosPerDay : photosPerDayPerUser,
    left: Math.max(0, Math.min(own, shared)),
    isShared,
    resetsAt: used.resetsAt,
  }
}

/**
 * Notes that the user imports so many more photos today. Throws RATE_LIMITED, with the time until the limit resets, when that is more than
 * is left. Part of the transaction that starts the import: both happen or neither does.
 */
export async function claimPhotos(
  db: Db,
  limits: Limits,
  { userId, photoCount }: { userId: number; photoCount: number },
): Promise<void> {
  if (photoCount === 0) return
  if ((await quotaOf(db, limits, userId)) > 0 || limits.photosPerDay > 0) {
    await db.execute(sql`select pg_advisory_xact_lock(hashtext('photos a day'))`) // two requests must not both take what is left
    await assertPhotosLeft(db, limits, { userId, photoCount })
  }
  await db
    .insert(importedPerDay)
    .values({ day: TODAY, userId, photoCount })
    .onConflictDoUpdate({
      target: [importedPerDay.day, importedPerDay.userId],
      set: { photoCount: sql`${importedPerDay.photoCount} + excluded.photo_count` },
    })
}

/** Throws RATE_LIMITED when these are more photos than the user may still import today: before anything of them is started. */
export async function assertPhotosLeft(
  db: Db,
  limits: Limits,
  { userId, photoCount }: { userId: number; photoCount: number },
): Promise<void> {
  const today = await getPhotosToday(db, limits, userId)
  if (today && photoCount > today.left) throw refusal(today, photoCount)
}

/** How many photos the user may import in a day: as many as everybody, unless an admin has said otherwise. */
async function quotaOf(db: Db, limits: Limits, userId: number): Promise<number> {
  const [user] = await db.select({ photosPerDay: users.photosPerDay }).from(users).where(eq(users.id, userId))
  return user?.photosPerDay ?? limits.photosPerDayPerUser
}

function refusal({ limit, left, isShared, resetsAt }: NonNullable<PhotosToday>, photoCount: number): AppError {
  const whose = isShared
    ? `everybody together can import ${formatCount(limit)}`
    : `you can import ${formatCount(limit)}`
  return new AppError(
    'RATE_LIMITED',
    `These are ${formatPlural(photoCount, 'photo')}, but ${whose} a day, and ${formatCount(left)} are left today. The limit resets at 00:00 UTC.`,
    { retryAfterMs: Math.max(0, new Date(resetsAt).getTime() - Date.now()) },
  )
}

async function countToday(db: Db, userId: number): Promise<{ own: number; all: number; resetsAt: string }> {
  const [row] = await db
    .select({
      own: sql<number>`coalesce(sum(${importedPerDay.photoCount}) filter (where ${importedPerDay.userId} = ${userId}), 0)`.mapWith(
        Number,
      ),
      all: sql<number>`coalesce(sum(${importedPerDay.photoCount}), 0)`.mapWith(Number),
      resetsAt: sql<string>`to_char(${TODAY} + 1, 'YYYY-MM-DD"T00:00:00.000Z"')`,
    })
    .from(importedPerDay)
    .where(sql`${importedPerDay.day} = ${TODAY}`)
  return { own: row?.own ?? 0, all: row?.all ?? 0, resetsAt: row?.resetsAt ?? new Date().toISOString() }
}
