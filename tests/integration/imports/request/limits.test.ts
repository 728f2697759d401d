import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { importedPerDay, imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import { DEFAULT_LIMITS } from '@/lib/imports/request/limits'
import { claimPhotos, getPhotosToday } from '@/lib/imports/request/photos-today'
import { restartImport } from '@/lib/imports/request/restart-import'
import { startImport } from '@/lib/imports/run/start-import'
import type { Limits } from '@/lib/model/limits'
import { test as base } from '@/tests/support/db'
import { insertImport, insertUser } from '@/tests/support/factories'
import { passOn } from '@/tests/support/fault-proxy'
import { createGate } from '@/tests/support/gate'
import { type Importing, test } from '@/tests/support/importing'

const limits = (values: Partial<Limits>): Limits => ({ ...DEFAULT_LIMITS, ...values })
const WALK = { username: 'ada', altitude: 'none', detections: 'none' } as const
const ask = (run: Importing, index: number) => run.request(run.demo.world.sequences[index]?.key ?? '')

describe('photos a day', () => {
  test('of one user: what is more is refused, with the limit and when it resets, and leaves no trace', async ({
    importing,
    pool,
  }) => {
    const run = await importing({ ...WALK, photos: 6 }, { ...WALK, photos: 6 })
    run.tools.limits = limits({ photosPerDayPerUser: 10 })
    await ask(run, 0)
    await expect(ask(run, 1)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: 'These are 6 photos, but you can import 10 a day, and 4 are left today. The limit resets at 00:00 UTC.',
      retryAfterMs: expect.any(Number),
    })
    expect(await pool.$count(sequences)).toBe(1)
    expect(await getPhotosToday(pool, run.tools.limits, run.user.id)).toMatchObject({
      left: 4,
      limit: 10,
      isShared: false,
      resetsAt: expect.stringMatching(/T00:00:00.000Z$/),
    })
  })

  base('of everybody: another user has taken them', async ({ db }) => {
    const all = limits({ photosPerDay: 100, photosPerDayPerUser: 80 })
    const [greedy, late] = [await insertUser(db), await insertUser(db)]
    await claimPhotos(db, all, { userId: greedy.id, photoCount: 75 })
    expect(await getPhotosToday(db, all, late.id)).toMatchObject({ left: 25, limit: 100, isShared: true })
    expect(await getPhotosToday(db, all, greedy.id)).toMatchObject({ left: 5, limit: 80, isShared: false })
    await expect(claimPhotos(db, all, { userId: late.id, photoCount: 26 })).rejects.toThrow(
      'everybody together can import 100 a day, and 25 are left today',
    )
  })

  base('of yesterday do not count', async ({ db }) => {
    const user = await insertUser(db)
    await db
      .insert(importedPerDay)
      .values({ day: sql`(now() at time zone 'utc')::date - 1`, userId: user.id, photoCount: 100 })
    expect(await getPhotosToday(db, limits({ photosPerDayPerUser: 100 }), user.id)).toMatchObject({ left: 100 })
  })

  test('asked for ten times at once take no more than is left', async ({ pool }) => {
    const user = await insertUser(pool)
    const few = limits({ photosPerDayPerUser: 35 })
    const claims = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        pool.transaction((tx) => claimPhotos(tx, few, { userId: user.id, photoCount: 10 })),
      ),
    )
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  })

  test('are not counted again when the same import is continued, nor given back by it', async ({ importing, pool }) => {
    const run = await importing({ ...WALK, photos: 6 })
    run.tools.limits = limits({ photosPerDayPerUser: 10 })
    const { importId } = await run.request()
    await cancelImport(pool, { importId, userId: run.user.id })
    await restartImport(pool, { importId, userId: run.user.id })
    await run.request()
    expect(await getPhotosToday(pool, run.tools.limits, run.user.id)).toMatchObject({ left: 4 })
  })

  base('without a limit are not spoken of', async ({ db }) => {
    expect(await getPhotosToday(db, DEFAULT_LIMITS, (await insertUser(db)).id)).toBeNull()
  })
})

describe('imports at once', () => {
  base('of one user are as many as the limit says', async ({ db }) => {
    const { id: userId } = await insertUser(db)
    const one = limits({ importsPerUser: 1 })
    const [first, second] = [await insertImport(db, { userId }), await insertImport(db, { userId })]
    expect(await startImport(db, { importId: first.id, attempt: 1 }, one)).toEqual({ next: 'done' })
    expect(await startImport(db, { importId: second.id, attempt: 1 }, one)).toEqual({ next: 'turn' })
    await db.update(imports).set({ state: 'completed' }).where(eq(imports.id, first.id))
    expect(await startImport(db, { importId: second.id, attempt: 1 }, one)).toEqual({ next: 'done' })
  })

  base('of everybody leave the next place to who has none, however long the queue of another is', async ({ db }) => {
    const two = limits({ imports: 2 })
    const [many, one] = [await insertUser(db), await insertUser(db)]
    const queue = [
      await insertImport(db, { userId: many.id }),
      await insertImport(db, { userId: many.id }),
      await insertImport(db, { userId: many.id }),
    ]
    const small = await insertImport(db, { userId: one.id })
    const [first, second] = queue.map(({ id }) => id)
    expect(await startImport(db, { importId: first ?? 0, attempt: 1 }, two)).toEqual({ next: 'done' })
    expect(await startImport(db, { importId: second ?? 0, attempt: 1 }, two)).toEqual({ next: 'turn' }) // the place is the other user's
    expect(await startImport(db, { importId: small.id, attempt: 1 }, two)).toEqual({ next: 'done' })
    await db.update(imports).set({ state: 'completed' }).where(eq(imports.id, small.id))
    expect(await startImport(db, { importId: second ?? 0, attempt: 1 }, two)).toEqual({ next: 'done' })
  })

  base('of everybody do not count those that wait for a login', async ({ db }) => {
    const one = limits({ imports: 1 })
    await insertImport(db, { state: 'waiting_for_login' })
    const next = await insertImport(db)
    expect(await startImport(db, { importId: next.id, attempt: 1 }, one)).toEqual({ next: 'done' })
    expect(await startImport(db, { importId: (await insertImport(db)).id, attempt: 1 }, one)).toEqual({ next: 'turn' })
  })
})

test('a big import does not starve a small one that starts later', async ({ importing, pool }) => {
  const run = await importing({ ...WALK, photos: 60 }, { ...WALK, photos: 4 })
  const [bigger, smaller] = run.demo.world.sequences.toSorted((a, b) => b.photos.length - a.photos.length)
  const big = await run.request(bigger?.key)
  const small = await run.request(smaller?.key)
  const bigOnes = new Set(bigger?.photos.map(({ key }) => `/v3/images/${key}/download_original`))
  const gate = createGate()
  run.proxy.inject(
    ({ pathname }) => bigOnes.has(pathname),
    async (exchange) => {
      await gate.opened
      await passOn(exchange)
    },
  )
  const running = run.run(big.importId)
  expect(await run.run(small.importId)).toEqual([])
  const [row] = await pool.select({ state: imports.state }).from(imports).where(eq(imports.id, big.importId))
  expect(row?.state).toBe('running')
  gate.open()
  expect(await running).toEqual([])
})
