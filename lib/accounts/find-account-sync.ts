import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountSyncs } from '@/db/schema/people/accounts'
import { shareRead } from '@/lib/accounts/span'
import type { AccountSync } from '@/lib/accounts/types'

/** How far the user's account has been read; null before the first request. */
export async function findAccountSync(db: Db, userId: number): Promise<AccountSync | null> {
  const [row] = await db.select().from(accountSyncs).where(eq(accountSyncs.userId, userId))
  if (!row) return null
  const { kind, state, reason, waitingUntil, photoCount, finishedAt, until } = row
  const readBackTo = kind === 'whole' ? until : null
  return { kind, state, reason, waitingUntil, photoCount, readBackTo, share: shareRead(row, new Date()), finishedAt }
}
