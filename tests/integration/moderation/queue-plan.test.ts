import { type SQLWrapper, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { detailsQuery, listReports, queueQuery } from '@/lib/moderation/list-reports'
import { test } from '@/tests/support/db'
import { insertPhoto } from '@/tests/support/factories'

/** 10,000 reports, of which a tenth is decided, on 500 photos of one owner, by 2,000 addresses. */
async function insertReports(db: Db) {
  const { sequenceId, ownerId } = await insertPhoto(db)
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key)
    select ${ownerId}, ${sequenceId}, n, 'reported-' || n from generate_series(2, 500) n`)
  await db.execute(sql`
    insert into reports (photo_id, owner_id, reason, gravity, address_hash, key_hash, state, created_at)
    select p.id, ${ownerId}, 'other', r % 4, (r % 2000)::text, '', case when r % 10 = 0 then 'decided' else 'open' end,
      now() - r * interval '1 minute'
    from generate_series(1, 10000) r join photos p on p.sequence_id = ${sequenceId} and p.n = r % 500 + 1`)
  for (const table of ['photos', 'reports']) await db.execute(sql`analyze ${sql.identifier(table)}`)
}

async function planOf(db: Db, query: SQLWrapper): Promise<string> {
  const rows = await db.execute<Record<string, string>>(sql`explain ${query}`)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

test.for([
  ['the first page of open reports', {}],
  ['a later page', { cursor: 5_000 }],
  ['decided ones', { state: 'decided' }],
] as const)('%s of 10,000 comes from an index, without sorting', async ([_what, asked], { db }) => {
  await insertReports(db)
  const plan = await planOf(db, queueQuery(db, asked, 26))
  expect(plan).toMatch(/Index (Only )?Scan/)
  expect(plan).not.toMatch(/Seq Scan on reports|Sort/)
})

test('what a page shows of each, its history too, reads no more than these reports and those of the same photos', async ({
  db,
}) => {
  await insertReports(db)
  const { reports } = await listReports(db, { limit: 25 })
  expect(reports).toHaveLength(25)
  expect(reports[0]?.history).toEqual({ subject: { reports: 19, upheld: 0 }, reporter: { reports: 4, upheld: 0 } })
  const ids = reports.map(({ id }) => Number(id))
  expect(await planOf(db, detailsQuery(db, ids))).not.toMatch(/Seq Scan on reports/)
})
