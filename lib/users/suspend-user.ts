import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { endWork } from './end-work'

export const SuspensionInput = z.object({
  reason: z.string().trim().min(1, 'expected a reason, which the person reads').max(5_000),
  until: z.iso
    .datetime({ offset: true, error: 'expected a moment such as 2026-12-24T18:00:00Z' })
    .transform((moment) => new Date(moment))
    .nullable()
    .default(null),
})

type Suspension = { userId: number; actorId: number; reason: string; until?: Date | null; reportId?: number }

/**
 * Ends all that a person can do here, and hides what is theirs: log-ins and tokens are refused from then on, running imports are
 * cancelled (whose ids are the answer, to be told to Inngest). Who is suspended already gets the new reason and end. Part of a transaction.
 * Safe to repeat. Throws NOT_FOUND, INVALID_INPUT (the end is over), CONFLICT for admins and for oneself, FORBIDDEN for a moderator by another.
 */
export async function suspendUser(
  db: Db,
  { userId, actorId, reason, until = null, reportId }: Suspension,
): Promise<number[]> {
  if (until !== null && until.getTime() <= Date.now()) throw new AppError('INVALID_INPUT', 'The end is over already')
  const [person] = await db.select().from(users).where(eq(users.id, userId)).for('update')
  if (!person || person.isDeparted) throw new AppError('NOT_FOUND', `User ${userId} not found`)
  if (userId === actorId) throw new AppError('CONFLICT', 'You cannot suspend yourself')
  if (person.role === 'admin')
    throw new AppError('CONFLICT', 'An admin cannot be suspended. Take the role away first (npm run make-admin).')
  if (person.role === 'moderator' && !(await isAdmin(db, actorId)))
    throw new AppError('FORBIDDEN', 'Only an admin can suspend a moderator')
  await db
    .update(users)
    .set({ suspendedAt: sql`coalesce(${users.suspendedAt}, now())`, suspendedReason: reason, suspendedUntil: until })
    .where(eq(users.id, userId))
  const details = { reason, until: until?.toISOString() ?? null }
  await recordAudit(db, { action: 'user.suspended', actorId, userId, reportId, details })
  return endWork(db, userId, 'Cancelled because the account was suspended')
}

async function isAdmin(db: Db, userId: number): Promise<boolean> {
  return (await db.$count(users, and(eq(users.id, userId), eq(users.role, 'admin')))) > 0
}

/** Takes a suspension back; what is the person's is public again as it was. `actorId` null: its time is over. Part of a transaction. Safe to repeat. */
export async function restoreUser(
  db: Db,
  { userId, actorId, reportId }: { userId: number; actorId: number | null; reportId?: number },
): Promise<void> {
  const restored = await db
    .update(users)
    .set({
      suspendedAt: null,
      suspendedReason: null,
      suspendedUntil: null,
      suspensionAppeal: null,
      suspensionAppealedAt: null,
    })
    .where(and(eq(users.id, userId), isNotNull(users.suspendedAt)))
    .returning({ id: users.id })
  if (restored.length > 0) await recordAudit(db, { action: 'user.restored', actorId, userId, reportId })
}

/** Takes back the suspensions whose time is over; of whom. Safe to repeat. */
export async function endSuspensions(db: Db): Promise<number[]> {
  return db.transaction(async (tx) => {
    const over = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(isNotNull(users.suspendedAt), lte(users.suspendedUntil, sql`now()`)))
      .orderBy(asc(users.id))
      .for('update')
    for (const { id: userId } of over) await restoreUser(tx, { userId, actorId: null })
    return over.map(({ id }) => id)
  })
}
