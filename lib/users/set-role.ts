import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import type { Role } from '@/lib/model/people/roles'

/** By name for the operator's command, by number for an admin. */
type Person = { username: string } | { userId: number }

/**
 * Gives a person a role. `actorId` null: the operator, by the command. Safe to repeat. Throws NOT_FOUND (nobody of that name has logged in
 * yet), CONFLICT (several have it, so that it is not known who is meant; it is the last admin; somebody suspended is to get a role).
 */
export async function setRole(
  db: Db,
  { role, actorId = null, ...whom }: Person & { role: Role; actorId?: number | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    // Locked in one order: two who remove the last two admins at once take their turn.
    const admins = await tx
      .select()
      .from(users)
      .where(and(eq(users.role, 'admin'), isNull(users.deletingAt)))
      .orderBy(users.id)
      .for('update')
    const person = await findPerson(tx, whom)
    if (person.role === role) return
    if (person.role === 'admin' && admins.every(({ id }) => id === person.id))
      throw new AppError('CONFLICT', `${person.username} is the last admin. Make somebody else an admin first.`)
    if (role !== 'user' && person.suspendedAt)
      throw new AppError('CONFLICT', `${person.username} is suspended. Take that back first.`)
    await tx.update(users).set({ role }).where(eq(users.id, person.id))
    const details = { before: person.role, after: role }
    await recordAudit(tx, { action: 'user.role', actorId, userId: person.id, details })
  })
}

async function findPerson(db: Db, whom: Person): Promise<typeof users.$inferSelect> {
  if ('userId' in whom) {
    const [person] = await db.select().from(users).where(eq(users.id, whom.userId))
    if (!person || person.isDeparted) throw new AppError('NOT_FOUND', `User ${whom.userId} not found`)
    return person
  }
  const { username } = whom
  const named = await db.select().from(users).where(eq(users.username, username))
  const [person] = named
  if (!person) throw new AppError('NOT_FOUND', `Nobody called ${username} has logged in yet`)
  if (named.length > 1) throw new AppError('CONFLICT', `${named.length} people are called ${username}`)
  return person
}
