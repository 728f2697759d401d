import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { DEFAULT_LIMITS } from '@/lib/imports/request/limits'
import { BEGUN_STATES } from '@/lib/model/import-states'
import type { Limits } from '@/lib/model/limits'
import { type Outcome, TURN_WAIT_MS } from './outcome'
import { noteLateRun, noteQuiet } from './watch-run'

/** Lets a queued import run when it is its turn, else answers `turn`. Safe to repeat. */
export async function startImport(
  db: Db,
  { importId, attempt }: { importId: number; attempt: number },
  limits: Limits = DEFAULT_LIMITS,
): Promise<Outcome> {
  const outcome = await start(db, { importId, attempt }, limits)
  if (outcome.next === 'turn') await noteQuiet(db, importId, TURN_WAIT_MS)
  return outcome
}

async function start(
  db: Db,
  { importId, attempt }: { importId: number; attempt: number },
  limits: Limits,
): Promise<Outcome> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(imports).where(eq(imports.id, importId))
    if (!row || row.state === 'cancelled') return { next: 'stop' }
    if (row.attempt > attempt) {
      await noteLateRun(tx, importId)
      return { next: 'stop' }
    }
    if (row.state !== 'queued') return { next: 'done' }
    if (limits.imports > 0) await tx.execute(sql`select pg_advisory_xact_lock(hashtext('imports of all'))`)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('imports of user'), ${row.userId}::int)`)
    if (await isUserBusy(tx, row, limits.importsPerUser)) return { next: 'turn' }
    if (limits.imports > 0 && !(await isAmongNext(tx, importId, limits))) return { next: 'turn' }
    await tx
      .update(imports)
      .set({
        state: 'running',
        startedAt: sql`coalesce(${imports.startedAt}, now())`,
        reason: null,
        movedAt: sql`now()`,
      })
      .where(and(eq(imports.id, importId), eq(imports.state, 'queued')))
    return { next: 'done' }
  })
}

async function isUserBusy(db: Db, { id, userId }: { id: number; userId: number }, atOnce: number): Promise<boolean> {
  if (atOnce === 0) return false
  const running = await db.$count(
    imports,
    and(eq(imports.userId, userId), ne(imports.id, id), inArray(imports.state, [...BEGUN_STATES])),
  )
  return running >= atOnce
}

/**
 * Whether a place is free for this import: users with fewer running imports come first, then who asked first, so that nobody's long
 * queue keeps others waiting. An import that waits for a login takes no place away: nobody knows for how long.
 */
async function isAmongNext(db: Db, importId: number, { imports: places, importsPerUser }: Limits): Promise<boolean> {
  const next = await db.execute<{ id: string }>(sql`
    with busy as (
      select user_id, count(*) as running, count(*) filter (where state <> 'waiting_for_login') as taking
      from imports where ${inArray(imports.state, [...BEGUN_STATES])} group by user_id
    )
    select queued.id from imports queued left join busy using (user_id)
    where queued.state = 'queued' and (${importsPerUser}::int = 0 or coalesce(busy.running, 0) < ${importsPerUser}::int)
    order by coalesce(busy.running, 0), queued.requested_at, queued.id
    limit greatest(0, ${places}::int - (select coalesce(sum(taking), 0) from busy))`)
  return next.some(({ id }) => Number(id) === importId)
}
