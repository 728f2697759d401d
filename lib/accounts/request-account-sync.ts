import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountPhotos, accountSyncs } from '@/db/schema/people/accounts'
import { EVERYTHING, type Span } from '@/lib/accounts/span'
import { isAccountSyncActive } from '@/lib/accounts/types'

export type RequestedAccountSync = { userId: number; attempt: number }

const FRESH_MS = 60_000
const WHOLE_AGAIN_AFTER_MS = 7 * 24 * 3_600_000 // finds what was deleted on Mapillary, or uploaded long after it was taken
const OVERLAP_MS = 24 * 3_600_000

/**
 * Asks for a sync of the user's account when one is due: there was none, none in the last minute, or none of the whole account in a week.
 * `force` asks for one at any time; `whole` also finds what is gone. A sync that failed goes on where it stopped. Null when there is nothing
 * to start. Safe to repeat.
 */
export async function requestAccountSync(
  db: Db,
  { userId, force }: { userId: number; force?: 'new' | 'whole' },
): Promise<RequestedAccountSync | null> {
  const [created] = await db
    .insert(accountSyncs)
    .values({ userId, kind: 'whole' })
    .onConflictDoNothing()
    .returning({ attempt: accountSyncs.attempt })
  if (created) return { userId, ...created }
  return db.transaction(async (tx) => {
    const [sync] = await tx.select().from(accountSyncs).where(eq(accountSyncs.userId, userId)).for('update')
    if (!sync || isAccountSyncActive(sync)) return null
    if (sync.state === 'failed') return force ? goOn(tx, userId) : null
    const ageMs = Date.now() - (sync.finishedAt?.getTime() ?? 0)
    const wholeAgeMs = Date.now() - (sync.wholeReadAt?.getTime() ?? 0)
    const kind = force === 'whole' || wholeAgeMs > WHOLE_AGAIN_AFTER_MS ? 'whole' : 'new'
    if (!force && ageMs < FRESH_MS) return null
    const span = kind === 'whole' ? EVERYTHING : await spanOfNew(tx, userId)
    return start(tx, userId, { kind, ...span, number: sync.number + 1 })
  })
}

async function start(
  db: Db,
  userId: number,
  run: Span & { kind: 'whole' | 'new'; number: number },
): Promise<RequestedAccountSync> {
  return update(db, userId, { ...run, after: null, photoCount: 0, startedAt: sql`now()` })
}

const goOn = (db: Db, userId: number) => update(db, userId, {})

async function update(db: Db, userId: number, values: object): Promise<RequestedAccountSync> {
  const [row] = await db
    .update(accountSyncs)
    .set({
      ...values,
      state: 'running',
      reason: null,
      waitingUntil: null,
      attempt: sql`${accountSyncs.attempt} + 1`,
      movedAt: sql`now()`,
      quietUntil: null,
      lostAfterSeconds: sql`default`,
    })
    .where(eq(accountSyncs.userId, userId))
    .returning({ userId: accountSyncs.userId, attempt: accountSyncs.attempt })
  if (!row) throw new Error(`The account of user ${userId} has no sync`)
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
