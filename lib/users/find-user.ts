import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import type { Role } from '@/lib/model/people/roles'
import { isActiveAccount } from './active-account'

/** The user with that id, or null when the account is gone or suspended. */
export async function findUserById(
  db: Db,
  id: number,
): Promise<{ id: number; username: string; mapillaryKey: string; role: Role } | null> {
  const [user] = await db
    .select({ id: users.id, username: users.username, mapillaryKey: users.mapillaryKey, role: users.role })
    .from(users)
    .where(and(eq(users.id, id), isActiveAccount))
  return user ?? null
}
