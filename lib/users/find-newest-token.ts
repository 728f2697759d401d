import { and, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mapillaryAccounts, users } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'
import { isActiveAccount } from './active-account'
import { keyIdOf, openToken, type TokenKeys } from './token-cipher'

/** The token of whoever logged in last, for a command of the operator: v4 shows nobody anything without one. Throws UNAUTHENTICATED. */
export async function findNewestToken({ db, tokenKeys }: { db: Db; tokenKeys: TokenKeys }): Promise<string> {
  const [account] = await db
    .select({ userId: mapillaryAccounts.userId, encryptedToken: mapillaryAccounts.encryptedToken })
    .from(mapillaryAccounts)
    .innerJoin(users, eq(users.id, mapillaryAccounts.userId))
    .where(isUsable(tokenKeys))
    .orderBy(desc(mapillaryAccounts.updatedAt))
    .limit(1)
  if (!account) throw new AppError('UNAUTHENTICATED', 'Nobody is logged in with Mapillary')
  return openToken(tokenKeys, account.userId, account.encryptedToken)
}

/** The condition that an account's token can be opened, and that Mapillary and we may still accept it. Needs `users` joined. */
export function isUsable(tokenKeys: TokenKeys) {
  return and(
    isActiveAccount,
    eq(mapillaryAccounts.state, 'active'),
    inArray(mapillaryAccounts.keyId, tokenKeys.map(keyIdOf)),
    or(isNull(mapillaryAccounts.expiresAt), gt(mapillaryAccounts.expiresAt, new Date())),
  )
}
