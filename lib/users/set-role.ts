import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import type { Role } from '@/lib/model/roles'

/**
 * Gives the person of that name a role. Safe to repeat. Throws NOT_FOUND (nobody of that name has logged in yet), CONFLICT (several have
 * it, so that it is not known who is meant; or it is the last admin).
 */
export async function setRole(db: Db, { username, role }: { username: string; role: Role }): Promise<void> {
  await db.transaction(async (tx) => {
    // Locked in one order: two who remove the last two admins at once take their turn.
    const admins = await tx
      .select()
      .from(users)
      .where(and(eq(users.role, 'admin'), isNull(users.deletingAt)))
      .orderBy(users.id)
      .for('update')
    const named = await tx.select().from(users).where(eq(users.username, username))
    const [person] = named
    if (!person) throw new AppError('NOT_FOUND', `Nobody called ${username} has logged in yet`)
    if (named.length > 1) throw new AppError('CONFLICT', `${named.length} people are called ${username}`)
    if (person.role === role) return
    if (person.role === 'admin' && admins.every(({ id }) => id === person.id))
      throw new AppError('CONFLICT', `${username} is the last admin. Make somebody else an admin first.`)
    await tx.update(users).set({ role }).where(eq(users.id, person.id))
    await recordAudit(tx, { action: 'user.role', userId: person.id, details: { before: person.role, after: role } })
  })
}
