import { asc, eq, inArray, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { findNearTurn, RUNS_IN_LINE } from '@/lib/imports/request/near-turn'
import { restartImport } from '@/lib/imports/request/restart-import'
import { restartLostImports } from '@/lib/imports/request/restart-lost-imports'
import { failImport } from '@/lib/imports/run/end-import'
import { UNUSED_BUDGET } from '@/lib/imports/run/retry-budget'
import { runReadSequence, runStage } from '@/lib/imports/run/run-stage'
import { startImport } from '@/lib/imports/run/start-import'
import { ago } from '@/tests/support/ago'
import { insertUser } from '@/tests/support/factories'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 6 }
const FIRST = { attempt: 1, budget: UNUSED_BUDGET }

async function begun(importing: (recipe: typeof WALK) => Promise<Importing>) {
  const run = await importing(WALK)
  const { importId } = await run.request()
  const { db } = run.tools
  await startImport(db, { importId, attempt: 1 })
  const set = (values: Partial<typeof imports.$inferInsert>) =>
    db.update(imports).set(values).where(eq(imports.id, importId))
  const row = async () => (await db.select().from(imports).where(eq(imports.id, importId)))[0]
  const restarted = { importId, userId: run.user.id, attempt: 2 }
  return { run, db, importId, set, row, restarted }
}

describe('an import whose run was lost', () => {
  test('counts as lost after 50 seconds of silence, and is asked for once', async ({ importing }) => {
    const { db, set, restarted } = await begun(importing)
    await set({ movedAt: ago(45) })
    expect(await restartLostImports(db)).toEqual([])
    await set({ movedAt: ago(55) })
    expect(await restartLostImports(db)).toEqual([restarted])
    expect(await restartLostImports(db)).toEqual([])
  })

  test('is asked for again when that was lost as well', async ({ importing }) => {
    const { db, set, restarted } = await begun(importing)
    await set({ movedAt: ago(200), quietUntil: ago(55), attempt: 2 })
    expect(await restartLostImports(db)).toEqual([{ ...restarted, attempt: 3 }])
  })

  test('is found while it waits in line', async ({ importing }) => {
    const { db, set, restarted } = await begun(importing)
    await set({ state: 'queued', movedAt: ago(55) })
    expect(await restartLostImports(db)).toEqual([restarted])
  })

  test('is not lost while it waits for Mapillary or for a login', async ({ importing }) => {
    const { run, db, importId, set, row, restarted } = await begun(importing)
    run.fault = (_request, response) => {
      response.writeHead(429, { 'retry-after': '600' }).end()
      return true
    }
    expect(await runReadSequence(run.tools, { importId, ...FIRST })).toMatchObject({ next: 'wait' })
    await set({ movedAt: ago(300) })
    expect(await restartLostImports(db)).toEqual([])
    const until = (await row())?.quietUntil?.getTime() ?? 0
    expect(until).toBeGreaterThan(Date.now() + 500_000)
    await set({ movedAt: ago(700), quietUntil: ago(55) })
    expect(await restartLostImports(db)).toEqual([restarted])
  })

  test('is over: nobody asks for it', async ({ importing }) => {
    const { db, set } = await begun(importing)
    await set({ state: 'completed', movedAt: ago(900) })
    expect(await restartLostImports(db)).toEqual([])
  })
})

describe('a long line of imports of one user', () => {
  test('has runs for the first of it only, and for all that have begun', async ({ pool: db }) => {
    const { id: userId } = await insertUser(db)
    await db.execute(sql`
      insert into sequences (owner_id, mapillary_key, name) select ${userId}, 'line-' || n, 'A walk' from generate_series(1, 3000) n`)
    await db.execute(sql`
      insert into imports (sequence_id, user_id, state, moved_at)
      select id, ${userId}, case when id % 1500 = 0 then 'running' else 'queued' end, now() - interval '5 minutes'
      from sequences where owner_id = ${userId}`)
    const ids = (await db.select({ id: imports.id }).from(imports).orderBy(asc(imports.id))).map(({ id }) => id)
    const near = await findNearTurn(db, userId)
    const restarted = (await restartLostImports(db)).map(({ importId }) => importId)
    expect(new Set(restarted)).toEqual(near)
    expect(near.size).toBe(RUNS_IN_LINE)
    const queued = [...near].sort((a, b) => a - b).slice(0, RUNS_IN_LINE - 2)
    expect(queued).toEqual(ids.slice(0, RUNS_IN_LINE - 2))

    await db.update(imports).set({ state: 'completed' }).where(inArray(imports.id, queued))
    await db.update(imports).set({ movedAt: ago(300), quietUntil: null })
    expect(await restartLostImports(db)).toHaveLength(RUNS_IN_LINE)
  })
})

describe('two runs of one import', () => {
  test('side by side do no harm', async ({ importing, pool }) => {
    const { run, db, importId, set, row } = await begun(importing)
    const read = (attempt: number) => runReadSequence(run.tools, { importId, attempt, budget: UNUSED_BUDGET })
    await set({ movedAt: ago(55) })
    const first = read(1) // its row was read before the new attempt, or after: either way
    await restartLostImports(db)
    const [, newest] = await Promise.all([first, read(2)])
    expect(newest).toEqual({ next: 'done' })
    const both = await Promise.all([run.run(importId), run.run(importId)])
    expect(both.flat().filter(({ next }) => next !== 'stop')).toEqual([])
    expect(await row()).toMatchObject({ state: 'completed' })
    const stored = await pool.select().from(photos)
    expect(stored.map(({ n }) => n).sort()).toEqual([1, 2, 3, 4, 5, 6])
    expect(stored.every(({ backedUpAt }) => backedUpAt !== null)).toBe(true)
  })

  test('the older stops at its next step, and fails nothing', async ({ importing }) => {
    const { run, db, importId, set, row } = await begun(importing)
    await set({ attempt: 2 })
    const stop = { next: 'stop' }
    expect(await startImport(db, { importId, attempt: 1 })).toEqual(stop)
    expect(await runReadSequence(run.tools, { importId, ...FIRST })).toEqual(stop)
    expect(await runStage(run.tools, { importId, stage: 'data', ...FIRST })).toEqual(stop)
    await failImport(db, { importId, attempt: 1, reason: 'The app was away' })
    expect(await row()).toMatchObject({ state: 'running', reason: null })
  })

  test('where the older was only late, the import may be silent for longer until it is retried', async ({
    importing,
  }) => {
    const { run, db, importId, set, row } = await begun(importing)
    await set({ attempt: 2, movedAt: ago(300), quietUntil: ago(10) })
    await runReadSequence(run.tools, { importId, ...FIRST })
    expect((await row())?.lostAfterSeconds).toBeGreaterThanOrEqual(600)
    await set({ quietUntil: ago(300) })
    expect(await restartLostImports(db)).toEqual([])
    await set({ state: 'failed' })
    await restartImport(db, { importId, userId: run.user.id })
    expect(await row()).toMatchObject({ lostAfterSeconds: 50, quietUntil: null })
  })
})
