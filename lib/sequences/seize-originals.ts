import { setTimeout as delay } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const PATIENCE_MS = 20_000 // a step ends after so long
const LOOK_EVERY_MS = 100

/**
 * Takes originals away from verification for good, because their files are about to go: a repair that is under way would write one back. What
 * is being read, mended or uploaded now is waited for, and nothing new begins. `scope`: of `photos p`. False: somebody is at work still.
 * Safe to repeat.
 */
export async function seizeOriginals(
  db: Db,
  scope: SQL,
  { patienceMs = PATIENCE_MS }: { patienceMs?: number } = {},
): Promise<boolean> {
  const end = Date.now() + patienceMs
  for (;;) {
    await db.execute(sql`
      update backup_checks c set claim_id = null, claimed_until = 'infinity'
      from photos p where p.id = c.photo_id and ${scope} and coalesce(c.claimed_until, '-infinity') < now()`)
    const held = await db.execute(sql`
      select from backup_checks c join photos p on p.id = c.photo_id where ${scope} and c.claimed_until < 'infinity' limit 1`)
    if (held.length === 0) return true
    if (Date.now() >= end) return false
    await delay(LOOK_EVERY_MS)
  }
}
