import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mapillaryAccounts } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'
import { requireMapillary } from '@/lib/mapillary/ended'
import type { MapillaryClient, MapillaryLogin } from '@/lib/mapillary/types'
import { markTokenRefused, storeToken } from '@/lib/users/log-in'
import { keyIdOf, openToken, sealToken, type TokenKeys } from './token-cipher'

type Tools = { db: Db; tokenKeys: TokenKeys; mapillary: Pick<MapillaryClient, 'hasEnded' | 'refreshLogin'> }
type Account = typeof mapillaryAccounts.$inferSelect

const REFRESH_IN_LAST = 0.2 // of the time that a token holds
const CLAIM_MS = 2 * 60_000 // longer than any call to Mapillary

/**
 * The newest Mapillary token of a user, opened, and refreshed when it soon ends: an ended one cannot be.
 * Throws UNAUTHENTICATED when there is none that Mapillary may still accept, CONFLICT when Mapillary has ended.
 */
export async function getToken(tools: Tools, userId: number): Promise<{ token: string; revision: number }> {
  const { db, tokenKeys, mapillary } = tools
  requireMapillary(mapillary)
  const account = await findUsable(db, userId)
  if (mapillary.refreshLogin && endsSoon(account, Date.now())) {
    await refresh(tools, account)
    return open(tokenKeys, await findUsable(db, userId))
  }
  return open(tokenKeys, account.keyId === keyIdOf(tokenKeys[0]) ? account : await sealAgain(tools, account))
}

/** Seals a token of an older key with the first one, so that the older key is soon needed no more. */
async function sealAgain({ db, tokenKeys }: Tools, account: Account): Promise<Account> {
  const { userId, keyId, revision } = account
  const sealed = {
    encryptedToken: sealToken(tokenKeys, userId, open(tokenKeys, account).token),
    keyId: keyIdOf(tokenKeys[0]),
  }
  await db
    .update(mapillaryAccounts)
    .set(sealed)
    .where(
      and(
        eq(mapillaryAccounts.userId, userId),
        eq(mapillaryAccounts.revision, revision),
        eq(mapillaryAccounts.keyId, keyId),
      ),
    )
  return { ...account, ...sealed }
}

async function findUsable(db: Db, userId: number): Promise<Account> {
  const [account] = await db.select().from(mapillaryAccounts).where(eq(mapillaryAccounts.userId, userId))
  const hasEnded = account?.expiresAt && account.expiresAt.getTime() <= Date.now()
  if (!account || hasEnded || account.state === 'refused') {
    throw new AppError('UNAUTHENTICATED', 'Mapillary no longer accepts this login. Log in with Mapillary again.')
  }
  return account
}

function open(
  tokenKeys: TokenKeys,
  { userId, encryptedToken, revision }: Account,
): { token: string; revision: number } {
  return { token: openToken(tokenKeys, userId, encryptedToken), revision }
}

function endsSoon({ expiresAt, updatedAt }: Account, now: number): boolean {
  if (!expiresAt) return false
  const holds = expiresAt.getTime() - updatedAt.getTime()
  return expiresAt.getTime() - now < holds * REFRESH_IN_LAST
}

/**
 * One at a time, in all processes: whoever comes while another refreshes goes on with the token there is. A failure is no matter while
 * that still holds; it is tried again when the claim has ended, as after a crash.
 */
async function refresh({ db, tokenKeys, mapillary }: Tools, account: Account): Promise<void> {
  const { userId, revision } = account
  if (!(await claimRefresh(db, account))) return
  const login = await askForNewer(mapillary, open(tokenKeys, account).token)
  if (login === 'refused') await markTokenRefused(db, { userId, revision })
  else if (login) await storeToken({ db, tokenKeys }, { userId, revision, ...login })
}

/** Whether the refresh of this very token is ours. No lock is held: Mapillary may take its time. */
async function claimRefresh(db: Db, { userId, revision }: Account): Promise<boolean> {
  const claimed = await db
    .update(mapillaryAccounts)
    .set({ refreshingUntil: sql`now() + ${CLAIM_MS}::float8 * interval '1 ms'` })
    .where(
      and(
        eq(mapillaryAccounts.userId, userId),
        eq(mapillaryAccounts.revision, revision),
        sql`coalesce(${mapillaryAccounts.refreshingUntil}, '-infinity') <= now()`,
      ),
    )
    .returning({ userId: mapillaryAccounts.userId })
  return claimed.length > 0
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
