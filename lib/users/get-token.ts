import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mapillaryAccounts } from '@/db/schema/users'
import { openToken } from '@/lib/auth/token-cipher'
import { AppError } from '@/lib/errors'

/** The newest Mapillary token of a user, opened. Throws UNAUTHENTICATED when there is none that Mapillary may still accept. */
export async function getToken(
  { db, tokenKey }: { db: Db; tokenKey: Buffer },
  userId: number,
): Promise<{ token: string; revision: number }> {
  const [account] = await db.select().from(mapillaryAccounts).where(eq(mapillaryAccounts.userId, userId))
  const expired = account?.expiresAt && account.expiresAt.getTime() <= Date.now()
  if (!account || expired || account.state === 'refused') {
    throw new AppError('UNAUTHENTICATED', 'Mapillary no longer accepts this login. Log in with Mapillary again.')
  }
  return { token: openToken(tokenKey, userId, account.encryptedToken), revision: account.revision }
}
