import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { users } from '@/db/schema/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { ACTIVE_STATES } from '@/lib/model/import-states'

type Suspension = { userId: number; actorId: number; reason: string; reportId?: number }

/**
 * Ends all that a person can do here, and hides what is theirs: log-ins and tokens are refused from then on, running imports are
 * cancelled (whose ids are the answer, to be told to Inngest). Part of a transaction. Safe to repeat. Throws CONFLICT for admins.
 */
export async function suspendUser(db: Db, { userId, actorId, reason, reportId }: Suspension): Promise<number[]> {
  const [person] = await db.select().from(users).where(eq(users.id, userId)).for('update')
  if (!person) throw new AppError('NOT_FOUND', `User ${userId} not found`)
  if (person.role === 'admin')
    throw new AppError('CONFLICT', 'An admin cannot be suspended. Take the role away first (npm run make-admin).')
  if (person.suspendedAt) return []
  await db.update(users).set({ suspendedAt: new Date(), suspendedReason: reason }).where(eq(users.id, userId))
  await recordAudit(db, { action: 'user.suspended', actorId, userId, reportId, details: { reason } })
  const cancelled = await db
    .update(imports)
    .set({
      state: 'cancelled',
      reason: 'Cancelled because the account was suspended',
      waitingUntil: null,
      finishedAt: sql`now()`,
    })
    .where(and(eq(imports.userId, userId), inArray(imports.state, [...ACTIVE_STATES])))
    .returning({ id: imports.id })
  return cancelled.map(({ id }) => id)
}

/** Takes a suspension back; what is the person's is public again as it was. Part of a transaction. Safe to repeat. */
export async function restoreUser(
  db: Db,
  { userId, actorId, reportId }: { userId: number; actorId: number; reportId?: number },
): Promise<void> {
  const restored = await db
    .update(users)
    .set({ suspendedAt: null, suspendedReason: null })
    .where(and(eq(users.id, userId), sql`${users.suspendedAt} is not null`))
    .returning({ id: users.id })
  if (restored.length > 0) await recordAudit(db, { action: 'user.restored', actorId, userId, reportId })
}
