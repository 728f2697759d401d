import { and, desc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { announcements } from '@/db/schema/administration'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'

const MOST_LISTED = 100

export const AnnouncementInput = z.object({
  text: z.string().trim().min(1, 'expected some words').max(500, 'expected at most 500 letters'),
  endsAt: z.iso
    .datetime({ offset: true, error: 'expected a moment such as 2026-12-01T18:00:00Z' })
    .transform((moment) => new Date(moment))
    .optional(),
})
export type AnnouncementInput = z.output<typeof AnnouncementInput>

/** An announcement as admins see it; times are ISO 8601. */
export type ListedAnnouncement = {
  id: string
  text: string
  by: string | null
  createdAt: string
  endsAt: string | null
  isOpen: boolean
}

/** Shows words at the top of every page, to everybody, until they end or are ended. Throws INVALID_INPUT (the end is over). */
export async function announce(
  db: Db,
  { actorId, text, endsAt }: { actorId: number } & AnnouncementInput,
): Promise<number> {
  if (endsAt && endsAt.getTime() <= Date.now()) throw new AppError('INVALID_INPUT', 'The end is over already')
  return db.transaction(async (tx) => {
    const { id } = one(
      await tx.insert(announcements).values({ text, endsAt, createdBy: actorId }).returning({ id: announcements.id }),
    )
    await recordAudit(tx, { action: 'announcement.made', actorId, details: { announcementId: id, text } })
    return id
  })
}

/** Takes an announcement off the pages. Safe to repeat. Throws NOT_FOUND. */
export async function endAnnouncement(
  db: Db,
  { announcementId, actorId }: { announcementId: number; actorId: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(announcements).where(eq(announcements.id, announcementId)).for('update')
    if (!row) throw new AppError('NOT_FOUND', `Announcement ${announcementId} not found`)
    const ended = await tx
      .update(announcements)
      .set({ endedAt: new Date() })
      .where(and(eq(announcements.id, announcementId), isNull(announcements.endedAt)))
      .returning({ id: announcements.id })
    if (ended.length > 0) await recordAudit(tx, { action: 'announcement.ended', actorId, details: { announcementId } })
  })
}

/** The latest announcements, those that have ended too. */
export async function listAnnouncements(db: Db, { limit = MOST_LISTED } = {}): Promise<ListedAnnouncement[]> {
  const now = new Date()
  const rows = await db
    .select({ row: announcements, by: users.username })
    .from(announcements)
    .leftJoin(users, eq(users.id, announcements.createdBy))
    .orderBy(desc(announcements.id))
    .limit(limit)
  return rows.map(({ row: { id, text, createdAt, endsAt, endedAt }, by }) => ({
    id: String(id),
    text,
    by,
    createdAt: createdAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    isOpen: endedAt === null && (endsAt === null || endsAt > now),
  }))
}
