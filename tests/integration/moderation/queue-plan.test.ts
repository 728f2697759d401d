import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { queueQuery } from '@/lib/moderation/list-reports'
import { test } from '@/tests/support/db'
import { insertPhoto } from '@/tests/support/factories'

test.for([
  ['the first page of open reports', {}],
  ['a later page', { cursor: 5_000 }],
  ['decided ones', { state: 'decided' }],
] as const)('%s of 10,000 comes from an index, without sorting', async ([_what, asked], { db }) => {
  const { id: photoId, ownerId } = await insertPhoto(db)
  await db.execute(sql`
    insert into reports (photo_id, owner_id, reason, gravity, address_hash, key_hash, state, created_at)
    select ${photoId}, ${ownerId}, 'other', n % 4, n::text, '', case when n % 10 = 0 then 'decided' else 'open' end,
      now() - n * interval '1 minute'
    from generate_series(1, 10000) n`)
  await db.execute(sql`analyze reports`)
  const rows = await db.execute<Record<string, string>>(sql`explain ${queueQuery(db, asked, 26)}`)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/Index (Only )?Scan/)
  expect(plan).not.toMatch(/Seq Scan on reports|Sort/)
})
