import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/users'
import { AppError } from '@/lib/errors'

/**
 * Makes the person of that name an admin, or a user like others again. Safe to repeat. Throws NOT_FOUND (nobody of that name has logged in
 * yet), CONFLICT (several have it, so that it is not known who is meant).
 */
export async function setRole(db: Db, { username, role }: { username: string; role: 'user' | 'admin' }): Promise<void> {
  const named = await db.select({ id: users.id }).from(users).where(eq(users.username, username))
  const [person] = named
  if (!person) throw new AppError('NOT_FOUND', `Nobody called ${username} has logged in yet`)
  if (named.length > 1) throw new AppError('CONFLICT', `${named.length} people are called ${username}`)
  await db.update(users).set({ role }).where(eq(users.id, person.id))
}
