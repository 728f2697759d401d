import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountReadings } from '@/db/schema/accounts'
import { shareRead } from '@/lib/accounts/span'
import type { AccountReading } from '@/lib/accounts/types'

/** How far the user's account has been read; null before the first request. */
export async function findReading(db: Db, userId: number): Promise<AccountReading | null> {
  const [row] = await db.select().from(accountReadings).where(eq(accountReadings.userId, userId))
  if (!row) return null
  const { kind, state, reason, waitingUntil, photoCount, finishedAt, until } = row
  const readBackTo = kind === 'whole' ? until : null
  return { kind, state, reason, waitingUntil, photoCount, readBackTo, share: shareRead(row, new Date()), finishedAt }
}
