import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { endPass, endReading, startPass } from './passes'
import { type PassSummary, summarisePass } from './summarise-pass'
import type { VaultPass, VaultTools } from './types'
import { LISTING_BEGIN, verifyNames } from './verify-names'
import { verifySlice } from './verify-slice'

const CLAIMED_WAIT_MS = 1_000

/** `minutes`: how long it may read; null: until every original was read. */
export type PassRequest = { sequenceId: number | null; minutes: number | null }

/**
 * Runs a whole pass in this process. With a limit of minutes the names are compared first, because not every byte will be read. What others
 * read meanwhile counts as read.
 */
export async function runPass(
  tools: VaultTools,
  { sequenceId, minutes }: PassRequest,
  onProgress: (pass: VaultPass) => Promise<void> = async () => undefined,
): Promise<PassSummary> {
  const { db } = tools
  const pass = await startPass(db, { kind: 'requested', sequenceId })
  const end = minutes === null ? Number.POSITIVE_INFINITY : Date.now() + minutes * 60_000
  if (minutes !== null) await compareNames(tools)
  await readAll(tools, { pass, end, onProgress })
  await endReading(db, { pass, dueBefore: pass.startedAt })
  return summarisePass(db, { pass, copiesWanted: tools.second ? 2 : 1 })
}

/** A store in trouble stops the reading too, which says why. */
async function compareNames(tools: VaultTools): Promise<void> {
  const pass = await startPass(tools.db, { kind: 'listing' })
  let state = LISTING_BEGIN
  for (;;) {
    const result = await verifyNames(tools, { pass, state })
    if (result.next !== 'again') {
      await endPass(tools.db, pass.id)
      return
    }
    state = result.state
  }
}

async function readAll(
  tools: VaultTools,
  { pass, end, onProgress }: { pass: VaultPass; end: number; onProgress: (pass: VaultPass) => Promise<void> },
): Promise<void> {
  while (Date.now() < end) {
    const budgetMs = Math.min(5_000, end - Date.now())
    const result = await verifySlice(tools, { pass, dueBefore: pass.startedAt, budgetMs })
    await onProgress(pass)
    if (result === 'stopped') return
    if (result === 'done' && !(await areOthersReading(tools.db, pass))) return
    if (result === 'done') await delay(CLAIMED_WAIT_MS)
  }
}

/** Whether originals of this pass are claimed by another verifier, which may be killed before it has read them; not those about to be removed. */
async function areOthersReading(db: Db, pass: VaultPass): Promise<boolean> {
  const claimed = await db.execute(sql`
    select from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
    where coalesce(c.verified_at, '-infinity') < ${pass.startedAt.toISOString()} and c.claimed_until >= now() and c.claimed_until < 'infinity' and s.deleted_at is null
      and (${pass.sequenceId}::bigint is null or p.sequence_id = ${pass.sequenceId})
    limit 1`)
  return claimed.length > 0
}
