import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { mapillaryAccounts, users } from '@/db/schema/people/users'
import { requireNoRestore } from './require-no-restore'
import { restoreAccount } from './restore-account'
import { keyIdOf, sealToken, type TokenKeys } from './token-cipher'

type Login = { mapillaryKey: string; username: string; token: string; expiresAt: Date | null }

/**
 * Stores who logged in and the newest token, encrypted. The same Mapillary user is always the same user here, under their newest name. A
 * deletion of the account that has not begun to erase is taken back. Of who is suspended no token is stored. Safe to repeat.
 * Throws CONFLICT during a restore.
 */
export async function logIn(
  { db, tokenKeys }: { db: Db; tokenKeys: TokenKeys },
  login: Login,
): Promise<{ id: number; username: string; isRestored: boolean; hasToken: boolean }> {
  const { mapillaryKey, username } = login
  return db.transaction(async (tx) => {
    await requireNoRestore(tx)
    await giveUpName(tx, login)
    const user = one(
      await tx
        .insert(users)
        .values({ mapillaryKey, username })
        .onConflictDoUpdate({ target: users.mapillaryKey, set: { username } })
        .returning({ id: users.id, username: users.username, suspendedAt: users.suspendedAt }),
    )
    const { id } = user
    const isRestored = await restoreAccount(tx, id)
    if (user.suspendedAt) return { id, username: user.username, isRestored, hasToken: false }
    await storeToken({ db: tx, tokenKeys }, { userId: id, token: login.token, expiresAt: login.expiresAt })
    return { id, username: user.username, isRestored, hasToken: true }
  })
}

/**
 * Mapillary gives a name to one person at a time, so whoever else has it here was renamed there since. They are told apart by their number
 * until they log in again: a name leads to one person.
 */
async function giveUpName(db: Db, { username, mapillaryKey }: Login): Promise<void> {
  await db
    .update(users)
    .set({ username: sql`${users.username} || '~' || ${users.id}` })
    .where(and(eq(users.username, username), ne(users.mapillaryKey, mapillaryKey), isNull(users.erasingAt)))
}

/** Replaces the user's Mapillary token by a newer one; `revision`: only if the token is still that one. */
export async function storeToken(
  { db, tokenKeys }: { db: Db; tokenKeys: TokenKeys },
  { userId, token, expiresAt, revision }: { userId: number; token: string; expiresAt: Date | null; revision?: number },
): Promise<void> {
  const account = {
    encryptedToken: sealToken(tokenKeys, userId, token),
    keyId: keyIdOf(tokenKeys[0]),
    expiresAt,
    state: 'active' as const,
    refreshingUntil: null,
    updatedAt: new Date(),
  }
  await db
    .insert(mapillaryAccounts)
    .values({ userId, ...account })
    .onConflictDoUpdate({
      target: mapillaryAccounts.userId,
      set: { ...account, revision: sql`${mapillaryAccounts.revision} + 1` },
      ...(revision === undefined ? {} : { setWhere: eq(mapillaryAccounts.revision, revision) }),
    })
}

/** Notes that Mapillary refused the token, unless a newer one has come since. */
export async function markTokenRefused(
  db: Db,
  { userId, revision }: { userId: number; revision: number },
): Promise<void> {
  await db
    .update(mapillaryAccounts)
    .set({ state: 'refused', updatedAt: new Date() })
    .where(sql`${mapillaryAccounts.userId} = ${userId} and ${mapillaryAccounts.revision} = ${revision}`)
}
