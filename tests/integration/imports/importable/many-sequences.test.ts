import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { createAccountLists } from '@/lib/imports/importable/account-lists'
import type { Rule } from '@/lib/imports/importable/choice'
import type { ImportableFilters } from '@/lib/imports/importable/filters'
import { countChosen, FIRST_ROWS, MORE_ROWS, overviewOf, pageOf } from '@/lib/imports/importable/importable-pages'
import { type Listing, listImportable } from '@/lib/imports/importable/list-importable'
import { FINE_LINES } from '@/lib/imports/importable/map-budget'
import { mapLines } from '@/lib/imports/importable/map-lines'
import { unpackLine } from '@/lib/imports/importable/packed-line'
import { resolveChoice } from '@/lib/imports/importable/resolve-choice'
import { test } from '@/tests/support/db'
import { insertSequence, insertUser } from '@/tests/support/factories'
import { v4ClientFor } from '@/tests/support/mapillary-client'

const SEQUENCES = 3_000
const ALL: ImportableFilters = { month: '', state: 'all', view: null }
const MAY: ImportableFilters = { ...ALL, month: '2020-05' }

/** An account of so many sequences that was read (v4), one each six hours since 2020, with lines of a hundred points one beside the other. */
async function readAccount(db: Db, count = SEQUENCES): Promise<{ userId: number; listing: () => Promise<Listing> }> {
  const { id: userId } = await insertUser(db)
  await db.execute(sql`
    insert into account_sequences (user_id, sequence_key, is_stale, captured_at, photo_count, length_meters, line)
    select ${userId}, 'sequence-of-22-letters' || n, false, '2020-01-01T00:00:00Z'::timestamptz + n * interval '6 hours', 10, 1234.5,
      (select jsonb_agg(jsonb_build_array(-3 + n * 0.001 + p * 0.0000123, 54.000001 + p * 0.0000456) order by p) from generate_series(0, 99) p)
    from generate_series(0, ${count - 1}::int) n`)
  return { userId, listing: () => listOf(db, userId) }
}

function listOf(db: Db, userId: number): Promise<Listing> {
  const mapillary = v4ClientFor('http://127.0.0.1:1', { publicToken: async () => 'unused' })
  return listImportable({ db, mapillary, tokenKeys: [Buffer.alloc(32)], lists: createAccountLists() }, userId)
}

const bytes = (value: object) => JSON.stringify(value).length

describe('an account of 3,000 sequences', () => {
  test('weighs no more than a screen, and its map no more than a picture', async ({ db }) => {
    const { listing } = await readAccount(db)
    const list = await listing()
    const page = await pageOf(list, { filters: ALL, after: null, count: FIRST_ROWS })
    expect(page.sequences).toHaveLength(FIRST_ROWS)
    expect(page.selectable).toMatchObject({ count: SEQUENCES, photoCount: 30_000, newPhotoCount: 30_000 })
    expect(bytes(page) + bytes(overviewOf(list))).toBeLessThan(25_000)
    expect(bytes(await pageOf(list, { filters: ALL, after: page.next, count: MORE_ROWS }))).toBeLessThan(45_000)
    const { lines, matching } = await mapLines(list, ALL)
    expect([lines.length, matching]).toEqual([SEQUENCES, SEQUENCES])
    expect(bytes(lines)).toBeLessThan(600_000)
    const [newest] = lines
    const near = await mapLines(list, { ...ALL, view: [-2.5, 50, -2.4, 60] })
    expect(near.lines[0]?.path).toHaveLength(200) // all that is known of each
    expect(near.lines.length).toBeLessThan(FINE_LINES)
    expect(unpackLine(newest?.path ?? []).at(-1)?.[0]).toBeCloseTo(-3 + 2999 * 0.001 + 99 * 0.0000123, 4)
  })

  test('is gone through part by part, each sequence once, while it grows', async ({ db }) => {
    const { userId, listing } = await readAccount(db, 200)
    const keys: string[] = []
    for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
      const page = await pageOf(await listing(), { filters: ALL, after, count: MORE_ROWS })
      keys.push(...page.sequences.map(({ key }) => key))
      after = page.next
      await db.execute(sql`
        insert into account_sequences (user_id, sequence_key, is_stale, captured_at, photo_count)
        values (${userId}, ${`newer-${keys.length}`}, false, now(), 5)`)
    }
    expect(keys).toHaveLength(200)
    expect(new Set(keys).size).toBe(200)
  })

  test('is filtered by month, state and the view of the map', async ({ db }) => {
    const { userId, listing } = await readAccount(db, 700)
    const taken = await insertSequence(db, { ownerId: userId, mapillaryKey: 'sequence-of-22-letters590' })
    await db.execute(
      sql`insert into imports (sequence_id, user_id, state, photo_total) values (${taken.id}, ${userId}, 'completed', 10)`,
    )
    const count = async (filters: ImportableFilters) =>
      (await pageOf(await listing(), { filters, after: null, count: 1 })).matching
    expect(await count(MAY)).toBe(31 * 4)
    expect(await count({ ...MAY, state: 'here' })).toBe(1)
    expect(await count({ ...ALL, state: 'new' })).toBe(699)
    expect(await count({ ...ALL, view: [-3.0005, 53, -2.9905, 55] })).toBe(10)
    expect(await count({ ...ALL, view: [356.9995, 53, 357.0095, 55] })).toBe(10)
    expect(overviewOf(await listing()).months).toContainEqual({ month: '2020-05', count: 31 * 4 })
  })
})

describe('a choice', () => {
  const rules: Rule[] = [
    { filters: ALL, isChosen: true },
    { filters: MAY, isChosen: false },
  ]

  test('of all but some is resolved with what can be imported, and counted the same', async ({ db }) => {
    const { userId, listing } = await readAccount(db)
    const here = await insertSequence(db, { ownerId: userId, mapillaryKey: 'sequence-of-22-letters0' })
    await db.execute(
      sql`insert into imports (sequence_id, user_id, state, photo_total) values (${here.id}, ${userId}, 'completed', 10)`,
    )
    const list = await listing()
    const expected = SEQUENCES - 1 - 31 * 4
    expect(await countChosen(list, { rules, within: MAY })).toEqual({
      chosen: expect.objectContaining({ count: expected, newPhotoCount: expected * 10 }),
      within: 0,
    })
    const singles = new Map([
      ['sequence-of-22-letters2999', false],
      ['sequence-of-22-letters0', true], // here already: it is opened
      ['of-nobody', true],
    ])
    const chosen = await resolveChoice(list, { rules, singles })
    expect(chosen).toHaveLength(expected - 1 + 2)
    expect(chosen.find(({ key }) => key === 'of-nobody')).toEqual({ key: 'of-nobody', listed: null, isNew: false })
    expect(chosen.find(({ key }) => key === 'sequence-of-22-letters0')).toMatchObject({ isNew: false })
    expect(chosen.some(({ key }) => key === 'sequence-of-22-letters2999')).toBe(false)
  })

  test('reaches into no other account', async ({ db }) => {
    await readAccount(db, 5)
    const other = await insertUser(db)
    const list = await listOf(db, other.id)
    expect(await resolveChoice(list, { rules: [{ filters: ALL, isChosen: true }], singles: new Map() })).toEqual([])
  })
})
