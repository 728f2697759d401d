import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/users'

/** The user with that id, or null when the account is gone. */
export async function findUserById(
  db: Db,
  id: number,
): Promise<{ id: number; username: string; mapillaryKey: string } | null> {
  const [user] = await db
    .select({ id: users.id, username: users.username, mapillaryKey: users.mapillaryKey })
    .from(users)
    .where(eq(users.id, id))
  return user ?? null
}
