import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'
import { requireNoRestore } from './require-no-restore'
import { restoreAccount } from './restore-account'

/**
 * Lets somebody who has proved who they are into their account, without Mapillary. A deletion of it that has not begun to erase is taken back.
 * Who is suspended gets in as far as to read why. Part of a transaction. Throws FORBIDDEN when the account is gone,
 * CONFLICT during a restore.
 */
export async function enterAccount(
  db: Db,
  userId: number,
): Promise<{ id: number; username: string; isRestored: boolean }> {
  await requireNoRestore(db)
  const isThere = and(eq(users.id, userId), isNull(users.erasingAt), eq(users.isDeparted, false))
  const [user] = await db.select().from(users).where(isThere).for('update')
  if (!user) throw new AppError('FORBIDDEN', 'This account is no longer there')
  return { id: user.id, username: user.username, isRestored: await restoreAccount(db, userId) }
}
