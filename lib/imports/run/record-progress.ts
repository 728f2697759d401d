import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { quietFor } from '@/db/lost-runs'
import { imports } from '@/db/schema/imports'
import type { AppError } from '@/lib/errors'
import { isUnreadable } from '@/lib/mapillary/http-errors'
import { retryDelayMs } from '@/lib/mapillary/retry-delay'
import { ACTIVE_STATES, type ImportState } from '@/lib/model/import-states'
import { notify } from '@/lib/notices/notify'
import { markTokenRefused } from '@/lib/users/log-in'
import { LOGIN_WAIT_MS, type Outcome } from './outcome'

/** Something got through: the import is running (again), unless another part of it still waits for Mapillary, the backup or a login. */
export async function recordProgress(db: Db, importId: number): Promise<void> {
  await db
    .update(imports)
    .set({ state: 'running', reason: null, waitingUntil: null, quietUntil: null })
    .where(
      sql`${imports.id} = ${importId} and ((${imports.state} in ('waiting_for_mapillary', 'waiting_for_backup') and ${imports.waitingUntil} <= now())
        or (${imports.state} = 'waiting_for_login'
          and exists (select 1 from mapillary_accounts a where a.user_id = ${imports.userId} and a.state = 'active'
            and (a.expires_at is null or a.expires_at > now()))))`,
    )
}

/** The import waits for a login; the token that was refused is not used again. */
export async function waitForLogin(
  db: Db,
  {
    importId,
    userId,
    revision,
    reason,
  }: { importId: number; userId: number; revision: number | undefined; reason: string },
): Promise<Outcome> {
  if (revision !== undefined) await markTokenRefused(db, { userId, revision })
  const isActive = and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES]))
  const begun = await db
    .update(imports)
    .set({ state: 'waiting_for_login' })
    .where(and(isActive, ne(imports.state, 'waiting_for_login')))
    .returning({ sequenceId: imports.sequenceId })
  for (const { sequenceId } of begun)
    await notify(db, { userId, kind: 'import_stuck', topic: `import ${importId}`, importId, sequenceId, words: reason })
  await db
    .update(imports)
    .set({ state: 'waiting_for_login', reason, waitingUntil: null, ...quietFor(imports, LOGIN_WAIT_MS) })
    .where(isActive)
  return { next: 'login' }
}

/**
 * The import waits for what failed, Mapillary or the backup. Parts run side by side, so a wait for a login keeps its state and words, and so does
 * one for the backup until it is over. `waits`: how often in a row this part has waited before.
 */
export async function waitForService(
  db: Db,
  { importId, error, waits }: { importId: number; error: AppError; waits: number },
): Promise<Outcome> {
  const ms = retryDelayMs(error, waits)
  const isOurs = error.code === 'BACKUP_FAILED'
  const state: ImportState = isOurs ? 'waiting_for_backup' : 'waiting_for_mapillary'
  const isStronger = sql`(${imports.state} = 'waiting_for_login'
    or (${imports.state} = 'waiting_for_backup' and ${imports.waitingUntil} > now() and not ${isOurs}::boolean))`
  await db
    .update(imports)
    .set({
      state: sql`case when ${isStronger} then ${imports.state} else ${state} end`,
      reason: sql`case when ${isStronger} then ${imports.reason} else ${error.message} end`,
      waitingUntil: sql`greatest(${imports.waitingUntil}, now() + ${ms}::float8 * interval '1 ms')`,
      ...quietFor(imports, ms),
    })
    .where(and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))
  return { next: 'wait', ms, unreadable: isUnreadable(error), ...(isOurs && { isOurs }) }
}
