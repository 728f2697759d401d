import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountPhotos, accountReadings } from '@/db/schema/accounts'
import { EVERYTHING, type Span } from '@/lib/accounts/span'
import { isReadingActive } from '@/lib/accounts/types'

export type RequestedReading = { userId: number; attempt: number }

const FRESH_MS = 60_000
const WHOLE_AGAIN_AFTER_MS = 7 * 24 * 3_600_000 // finds what was deleted on Mapillary, or uploaded long after it was taken
const OVERLAP_MS = 24 * 3_600_000

/**
 * Asks for a reading of the user's account when it is time for one: never read, not read in the last minute, or not wholly in a week.
 * `force`: whatever the time, `whole` also finds what is gone; a failed one is taken up where it stopped. Null when there is nothing to start. Safe to repeat.
 */
export async function requestReading(
  db: Db,
  { userId, force }: { userId: number; force?: 'new' | 'whole' },
): Promise<RequestedReading | null> {
  const [created] = await db
    .insert(accountReadings)
    .values({ userId, kind: 'whole' })
    .onConflictDoNothing()
    .returning({ attempt: accountReadings.attempt })
  if (created) return { userId, ...created }
  return db.transaction(async (tx) => {
    const [reading] = await tx.select().from(accountReadings).where(eq(accountReadings.userId, userId)).for('update')
    if (!reading || isReadingActive(reading)) return null
    if (reading.state === 'failed') return force ? goOn(tx, userId) : null
    const ageMs = Date.now() - (reading.finishedAt?.getTime() ?? 0)
    const wholeAgeMs = Date.now() - (reading.wholeReadAt?.getTime() ?? 0)
    const kind = force === 'whole' || wholeAgeMs > WHOLE_AGAIN_AFTER_MS ? 'whole' : 'new'
    if (!force && ageMs < FRESH_MS) return null
    const span = kind === 'whole' ? EVERYTHING : await spanOfNew(tx, userId)
    return start(tx, userId, { kind, ...span, number: reading.number + 1 })
  })
}

async function start(
  db: Db,
  userId: number,
  place: Span & { kind: 'whole' | 'new'; number: number },
): Promise<RequestedReading> {
  const fresh = { ...place, after: null, photoCount: 0, startedAt: sql`now()` }
  return update(db, userId, fresh)
}

const goOn = (db: Db, userId: number) => update(db, userId, {})

async function update(db: Db, userId: number, values: object): Promise<RequestedReading> {
  const [row] = await db
    .update(accountReadings)
    .set({
      ...values,
      state: 'reading',
      reason: null,
      waitingUntil: null,
      attempt: sql`${accountReadings.attempt} + 1`,
      progressAt: sql`now()`,
    })
    .where(eq(accountReadings.userId, userId))
    .returning({ userId: accountReadings.userId, attempt: accountReadings.attempt })
  if (!row) throw new Error(`The account of user ${userId} has no reading`)
  return row
}

async function spanOfNew(db: Db, userId: number): Promise<Span> {
  const [row] = await db
    .select({
      newest: sql<string | null>`max(${accountPhotos.capturedAt}) filter (where ${accountPhotos.capturedAt} <= now())`,
    })
    .from(accountPhotos)
    .where(eq(accountPhotos.userId, userId))
  return { since: row?.newest ? new Date(new Date(row.newest).getTime() - OVERLAP_MS) : null, until: null }
}
