import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { cellOf } from '@/lib/geo/cell'
import type { LngLat } from '@/lib/geo/lng-lat'
import { recount } from '@/lib/maintenance/recount'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { test } from '@/tests/support/db'
import { insertSequence, insertUser } from '@/tests/support/factories'

const HERE: LngLat = [-3.1, 54.45]
const east = (degrees: number): LngLat => [HERE[0] + degrees, HERE[1]]

async function publish(db: Db, lngLat: LngLat): Promise<number> {
  const { id } = await insertSequence(db, { cell: cellOf(lngLat) })
  await electMinZooms(db)
  return id
}

async function hide(db: Db, id: number, how: Partial<typeof sequences.$inferInsert> = { isPrivate: true }) {
  await db.update(sequences).set(how).where(eq(sequences.id, id))
  await electMinZooms(db)
}

async function zoomOf(db: Db, id: number): Promise<number | undefined> {
  const [row] = await db.select({ minZoom: sequences.minZoom }).from(sequences).where(eq(sequences.id, id))
  return row?.minZoom
}

/** Squares with public sequences of which none stands for the others, and sequences that stand where another does already. */
async function violations(db: Db) {
  return db.execute(sql`
    with squares as (
      select zoom, cell >> (48 - 2 * zoom) as square, array_agg(min_zoom order by min_zoom, id) as zooms
      from sequences, generate_series(0, 13) zoom where is_public and cell is not null group by 1, 2
    )
    select * from squares where zooms[1] > zoom or (select count(*) from unnest(zooms) elected where elected <= zoom) > 1`)
}

describe('the lowest zoom that shows a sequence', () => {
  test('is 0 where nothing else is', async ({ db }) => {
    expect(await zoomOf(db, await publish(db, HERE))).toBe(0)
  })

  test('grows the nearer its neighbours are, up to 14', async ({ db }) => {
    await publish(db, HERE)
    const far = await zoomOf(db, await publish(db, east(-0.3)))
    const near = await zoomOf(db, await publish(db, east(-0.01)))
    expect(far).toBeGreaterThan(0)
    expect(near).toBeGreaterThan(far ?? 0)
    expect(await zoomOf(db, await publish(db, HERE))).toBe(14)
  })

  test('does not mind those that nobody sees', async ({ db }) => {
    await insertSequence(db, { cell: cellOf(HERE), isPrivate: true })
    expect(await zoomOf(db, await publish(db, HERE))).toBe(0)
  })
})

describe.for<[name: string, how: Partial<typeof sequences.$inferInsert>]>([
  ['private', { isPrivate: true }],
  ['unpublished', { publishedAt: null }],
  ['deleted', { deletedAt: new Date() }],
  ['without a place', { cell: null }],
  ['somewhere else', { cell: cellOf([100, -30]) }],
])('a sequence that becomes %s', ([, how]) => {
  test('leaves its zoom to the one it held back', async ({ db }) => {
    const first = await publish(db, HERE)
    const second = await publish(db, east(0.01))
    expect(await zoomOf(db, second)).toBeGreaterThan(0)
    await hide(db, first, how)
    expect(await zoomOf(db, second)).toBe(0)
    expect(await violations(db)).toEqual([])
  })
})

test('a sequence whose row is gone leaves its zoom too', async ({ db }) => {
  const first = await publish(db, HERE)
  const second = await publish(db, east(0.01))
  await db.delete(sequences).where(eq(sequences.id, first))
  await electMinZooms(db)
  expect(await zoomOf(db, second)).toBe(0)
})

test('a sequence that comes back does not take its zoom from the one elected meanwhile', async ({ db }) => {
  const first = await publish(db, HERE)
  const second = await publish(db, HERE)
  await hide(db, first)
  await hide(db, first, { isPrivate: false })
  expect([await zoomOf(db, first), await zoomOf(db, second)]).toEqual([14, 0])
})

test('an election that a killed process left behind is held later', async ({ db }) => {
  const first = await publish(db, HERE)
  const second = await publish(db, HERE)
  await db.update(sequences).set({ isPrivate: true }).where(eq(sequences.id, first)) // and nobody calls
  expect(await zoomOf(db, second)).toBe(14)
  expect(await electMinZooms(db)).toBe(1)
  expect(await zoomOf(db, second)).toBe(0)
  expect(await electMinZooms(db)).toBe(0)
})

test('two that hide neighbours at the same time leave nobody unseen', async ({ pool }) => {
  const [first, second, third] = [await publish(pool, HERE), await publish(pool, HERE), await publish(pool, HERE)]
  await Promise.all([hide(pool, first), hide(pool, second)])
  expect(await zoomOf(pool, third)).toBe(0)
})

test('whatever comes, goes, moves and comes back, every square shows one of its sequences and no more', async ({
  db,
}) => {
  const { id: ownerId } = await insertUser(db)
  const place = fc.tuple(fc.constantFrom(0, 0.001, 0.02, 0.4, 9), fc.constantFrom(0, 0.001, 0.3))
  const step = fc.record({ which: fc.nat(5), what: fc.constantFrom('hide', 'show', 'move', 'remove'), place })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      await db.delete(sequences)
      const ids = new Map<number, number>()
      for (const { which, what, place } of steps) {
        const cell = cellOf([HERE[0] + place[0], HERE[1] + place[1]])
        const id = ids.get(which)
        if (id === undefined) {
          ids.set(which, (await insertSequence(db, { ownerId, cell, isPrivate: what === 'hide' })).id)
        } else if (what === 'remove') {
          await db.delete(sequences).where(eq(sequences.id, id))
          ids.delete(which)
        } else {
          const change = { hide: { isPrivate: true }, show: { isPrivate: false }, move: { cell } }[what]
          await db
            .update(sequences)
            .set(change ?? {})
            .where(eq(sequences.id, id))
        }
        if (which % 2 === 0) await electMinZooms(db)
      }
      await electMinZooms(db)
      expect(await violations(db)).toEqual([])
    }),
    { numRuns: 10 },
  )
})

test('recount puts elections right, whatever went wrong', async ({ db }) => {
  const ids = [await publish(db, HERE), await publish(db, east(0.01)), await publish(db, east(9))]
  for (const minZoom of [0, 14]) {
    await db.update(sequences).set({ minZoom })
    expect((await recount(db)).minZooms).toBeGreaterThan(0)
    expect(await violations(db)).toEqual([])
    expect((await recount(db)).minZooms).toBe(0)
  }
  expect(ids).toHaveLength(3)
})
