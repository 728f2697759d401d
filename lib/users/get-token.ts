import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mapillaryAccounts } from '@/db/schema/users'
import { openToken } from '@/lib/auth/token-cipher'
import { AppError } from '@/lib/errors'
import type { MapillaryClient, MapillaryLogin } from '@/lib/mapillary/types'
import { markTokenRefused, storeToken } from '@/lib/users/log-in'

type Tools = { db: Db; tokenKey: Buffer; mapillary: Pick<MapillaryClient, 'refreshLogin'> }
type Account = typeof mapillaryAccounts.$inferSelect

const REFRESH_IN_LAST = 0.2 // of the time that a token holds

/**
 * The newest Mapillary token of a user, opened, and refreshed when it soon ends: an ended one cannot be.
 * Throws UNAUTHENTICATED when there is none that Mapillary may still accept.
 */
export async function getToken(tools: Tools, userId: number): Promise<{ token: string; revision: number }> {
  const { db, tokenKey, mapillary } = tools
  const account = await findUsable(db, userId)
  if (mapillary.refreshLogin && endsSoon(account, Date.now())) {
    await refresh(tools, account)
    return open(tokenKey, await findUsable(db, userId))
  }
  return open(tokenKey, account)
}

async function findUsable(db: Db, userId: number): Promise<Account> {
  const [account] = await db.select().from(mapillaryAccounts).where(eq(mapillaryAccounts.userId, userId))
  const hasEnded = account?.expiresAt && account.expiresAt.getTime() <= Date.now()
  if (!account || hasEnded || account.state === 'refused') {
    throw new AppError('UNAUTHENTICATED', 'Mapillary no longer accepts this login. Log in with Mapillary again.')
  }
  return account
}

function open(tokenKey: Buffer, { userId, encryptedToken, revision }: Account): { token: string; revision: number } {
  return { token: openToken(tokenKey, userId, encryptedToken), revision }
}

function endsSoon({ expiresAt, updatedAt }: Account, now: number): boolean {
  if (!expiresAt) return false
  const holds = expiresAt.getTime() - updatedAt.getTime()
  return expiresAt.getTime() - now < holds * REFRESH_IN_LAST
}

/** One at a time: whoever comes while another refreshes goes on with the token there is. A failure is no matter while it still holds. */
async function refresh({ db, tokenKey, mapillary }: Tools, { userId, revision }: Account): Promise<void> {
  await db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('refresh of login'), ${userId}::int) as mine`,
    )
    if (!lock?.mine) return
    const account = await findUsable(tx, userId)
    if (account.revision !== revision) return // refreshed, or logged in again, meanwhile
    const login = await askForNewer(mapillary, open(tokenKey, account).token)
    if (login === 'refused') await markTokenRefused(tx, { userId, revision })
    else if (login) await storeToken({ db: tx, tokenKey }, { userId, ...login })
  })
}

async function askForNewer(
  mapillary: Tools['mapillary'],
  token: string,
): Promise<MapillaryLogin | 'refused' | undefined> {
  try {
    return await mapillary.refreshLogin?.(token)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.code === 'UNAUTHENTICATED' ? 'refused' : undefined
  }
}
