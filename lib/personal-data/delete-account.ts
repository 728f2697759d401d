import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { mapillaryAccounts, users } from '@/db/schema/people/users'
import { tags } from '@/db/schema/tags'
import { viewpoints, withheldMarks } from '@/db/schema/viewpoints'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { DAYS_TO_RETURN } from '@/lib/model/people/personal-data'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { endWork } from '@/lib/users/end-work'
import { endAllSessions } from '@/lib/users/sessions/end-session'

export const DeleteAccountInput = z.object({
  confirm: z.string('expected your user name'), // typed by hand: nobody leaves by mistake
  removeBackup: z.boolean('expected true (erase the originals too) or false (keep them)').default(false),
  keepContributions: z
    .boolean('expected true (your marks and tags stay, without your name) or false (they go)')
    .default(true),
})
type DeleteAccountInput = z.infer<typeof DeleteAccountInput>

/** `erasedAfter`: until then a log-in takes it back. `cancelledImportIds`: the imports that were running. */
export type AccountDeletion = { erasedAfter: Date; cancelledImportIds: number[] }

/**
 * Hides everything of a person from everybody at once, ends their sessions, tokens and imports, and forgets their Mapillary token. The rest
 * is erased a week later by the function `erase-account`. Throws INVALID_INPUT (another name), CONFLICT (the last admin).
 */
export async function deleteAccount(
  db: Db,
  { userId, confirm, removeBackup, keepContributions }: { userId: number } & DeleteAccountInput,
): Promise<AccountDeletion> {
  const deletion = await db.transaction(async (tx) => {
    const { user, isLastAdmin } = await lockUser(tx, userId)
    if (confirm.trim() !== user.username.trim())
      throw new AppError('INVALID_INPUT', `That is not your user name. Type "${user.username}" to delete your account.`)
    if (isLastAdmin) throw new AppError('CONFLICT', 'You are the last admin. Make somebody else an admin first.')
    const now = user.deletingAt ?? new Date()
    await recordAudit(tx, { action: 'user.deletion_asked', actorId: userId, userId })
    const cancelledImportIds = await closeAccount(tx, { userId, removeBackup, keepContributions, deletingAt: now })
    return { erasedAfter: new Date(now.getTime() + DAYS_TO_RETURN * 24 * 60 * 60 * 1000), cancelledImportIds }
  })
  await electMinZooms(db)
  return deletion
}

/**
 * Hides everything of a person and ends what they have under way, as of `deletingAt`; the ids of the imports that were running. Part of a
 * transaction. Safe to repeat.
 */
export async function closeAccount(
  db: Db,
  {
    userId,
    removeBackup,
    keepContributions,
    deletingAt,
  }: { userId: number; deletingAt: Date } & Omit<DeleteAccountInput, 'confirm'>,
): Promise<number[]> {
  await db
    .update(users)
    .set({ deletingAt, deletionRemovesBackup: removeBackup, deletionKeepsContributions: keepContributions })
    .where(eq(users.id, userId))
  if (!keepContributions) await withholdContributions(db, userId, deletingAt)
  return endAccess(db, userId)
}

/** Throws NOT_FOUND. */
export async function lockUser(db: Db, userId: number) {
  // Locked in one order: of two admins who leave at once the second one sees that the first one has.
  const admins = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.deletingAt)))
    .orderBy(users.id)
    .for('update')
  const [user] = await db.select().from(users).where(eq(users.id, userId)).for('update')
  if (!user) throw new AppError('NOT_FOUND', `User ${userId} not found`)
  return { user, isLastAdmin: admins.length === 1 && admins[0]?.id === userId }
}

/** Their marks and tags go at once, and could come back with the account. */
async function withholdContributions(db: Db, userId: number, now: Date): Promise<void> {
  await db.execute(sql`
    insert into ${withheldMarks} (photo_id, user_id, value, marked_at)
    select photo_id, user_id, value, marked_at from ${viewpoints} where user_id = ${userId}`)
  await db.delete(viewpoints).where(eq(viewpoints.userId, userId))
  await db
    .update(tags)
    .set({ removedAt: now, removedBy: userId, changedAt: sql`now()`, changedBy: userId })
    .where(and(eq(tags.authorId, userId), isNull(tags.removedAt)))
}

async function endAccess(db: Db, userId: number): Promise<number[]> {
  await endAllSessions(db, userId)
  await db
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
  await db.delete(mapillaryAccounts).where(eq(mapillaryAccounts.userId, userId))
  return endWork(db, userId, 'Cancelled because the account was deleted')
}
