import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import type postgres from 'postgres'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import * as schema from '@/db/schema/index'
import { cellOf } from '@/lib/geo/cell'
import { findViewpoints } from '@/lib/viewpoints/find-viewpoints'
import { parseViewpointFilter } from '@/lib/viewpoints/viewpoint-filter'
import { test } from '@/tests/support/db'
import { insertSequence, insertUser } from '@/tests/support/factories'

const PEOPLE = 100
const MARKS_EACH = 5

/** Photos 100 m apart, each a place of its own with five marks of the year 2024. */
async function insertMarks(db: Db, count: number) {
  const { id: sequenceId, ownerId } = await insertSequence(db)
  for (let person = 0; person < PEOPLE; person++) await insertUser(db)
  const numbers = Array.from({ length: count / MARKS_EACH }, (_, index) => index + 1)
  const lngLats = numbers.map((n): [number, number] => [(n % 200) / 1000, Math.floor(n / 200) / 1000])
  // Without the triggers, whose work for so many marks at once takes a while.
  for (const table of [sql`photos`, sql`viewpoints`]) await db.execute(sql`alter table ${table} disable trigger user`)
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, is_public, lng, lat, cell, viewpoint_count)
    select ${ownerId}, ${sequenceId}, n, 'many-' || n, now(), true, lng, lat, cell, 0
    from unnest(${sql.param(numbers)}::int[], ${sql.param(lngLats.map(([lng]) => lng))}::float8[],
      ${sql.param(lngLats.map(([, lat]) => lat))}::float8[], ${sql.param(lngLats.map((lngLat) => String(cellOf(lngLat))))}::bigint[]
    ) as made (n, lng, lat, cell)`)
  await db.execute(sql`
    insert into viewpoint_places (anchor, best_photo_id, cell, true_count, false_count, score, last_marked_at)
    select point(lng, lat), id, cell, 4, 1, wilson_lower_bound(4, 1), timestamptz '2024-12-31' from photos where sequence_id = ${sequenceId}`)
  await db.execute(sql`
    with people as (select id, row_number() over (order by id) - 1 as i from users where id <> ${ownerId})
    insert into viewpoints (photo_id, user_id, photo_owner_id, value, marked_at, place_id)
    select place.best_photo_id, people.id, ${ownerId}, (place.id + people.id) % 7 > 0,
      timestamptz '2024-01-01' + (place.id * 7919 + people.id) % 366 * interval '1 day', place.id
    from viewpoint_places place cross join generate_series(1, ${MARKS_EACH}::int) turn
    join people on people.i = (place.id * ${MARKS_EACH} + turn * 17) % ${PEOPLE}`)
}

type Node = { 'Relation Name'?: string; 'Actual Rows': number; 'Actual Loops': number; Plans?: Node[] }

/** How a list of viewpoints is found, and how many rows that reads of each table. */
async function explain(client: postgres.Sql, query: Record<string, string>) {
  const statements: { query: string; params: unknown[] }[] = []
  const logger = { logQuery: (text: string, params: unknown[]) => void statements.push({ query: text, params }) }
  const sources = {
    db: drizzle({ client, schema, logger }),
    mapillary: { photoPageUrl: (key: string) => key },
    origin: '',
  }
  await findViewpoints(sources, parseViewpointFilter(new URLSearchParams(query)))
  const [statement] = statements
  if (!statement) throw new Error('Nothing was asked')
  const params = statement.params as never[] // as drizzle passes them
  const [row] = await client.unsafe(`explain (analyze, verbose, format json) ${statement.query}`, params)
  const plan: Node = row?.['QUERY PLAN'][0].Plan
  const rows: Record<string, number> = {}
  const add = ({ Plans = [], ...node }: Node) => {
    const { 'Relation Name': table, 'Actual Rows': found, 'Actual Loops': loops } = node
    if (table) rows[table] = (rows[table] ?? 0) + found * loops
    Plans.forEach(add)
  }
  add(plan)
  return { text: JSON.stringify(plan), rows }
}

test('with 100,000 marks, every list of viewpoints is read by an index', async ({ pool }) => {
  await pool.transaction((db) => insertMarks(db, 100_000))
  await pool.execute(sql`analyze photos, viewpoints, viewpoint_places`)
  const marks = await pool.execute<{ count: string }>(sql`select count(*) from viewpoints`)
  expect(Number(marks[0]?.count)).toBe(100_000)

  const plan = await pool.execute<{ 'QUERY PLAN': string }>(sql`
    explain select id from viewpoint_places where true_count > 0
    order by score desc, last_marked_at desc, id desc limit 51`)
  const byMonth = await pool.execute<{ 'QUERY PLAN': string }>(sql`
    explain select place_id, count(*) from viewpoints
    where marked_at >= '2024-05-01' and marked_at < '2024-06-01' group by place_id`)
  const text = (rows: Iterable<{ 'QUERY PLAN': string }>) => [...rows].map((row) => row['QUERY PLAN']).join('\n')
  expect(text(plan)).toContain('viewpoint_places_rank_idx')
  expect(text(plan)).not.toContain('Sort')
  expect(text(byMonth)).toContain('viewpoints_marked_idx')

  const sources = { db: pool, mapillary: { photoPageUrl: (key: string) => key }, origin: 'http://127.0.0.1:3000' }
  for (const query of [{}, { period: '2024-05' }, { period: '2024' }, { near: '0.1,0.05', radius: '5000' }]) {
    const { viewpoints } = await findViewpoints(sources, parseViewpointFilter(new URLSearchParams(query)))
    expect(viewpoints, JSON.stringify(query)).toHaveLength(50)
  }

  const page = 51 // and one more, to know whether there are others
  const year = await explain(pool.$client, { period: '2024' })
  expect(year.rows.viewpoints).toBe(100_000)
  expect(year.rows).toMatchObject({ viewpoint_places: page, sequences: page, users: page }) // not those of 20,000 places
  expect(year.text).not.toContain('wilson_lower_bound(') // written into the query: a call for each place took half the time
  const near = await explain(pool.$client, { period: '2024', near: '0.1,0.05', radius: '500' })
  expect(near.rows.viewpoints).toBeLessThan(2_000)
}, 180_000)
