import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connect } from '@/db/client'
import { findAccountSync } from '@/lib/accounts/find-account-sync'
import { readMapState } from '@/lib/tiles/map-version'
import { createDatabaseBefore } from '@/tests/support/database-before'

test('the accounts that were being read and the changes of the map are there after the migration', async () => {
  const { url, migrate, drop } = await createDatabaseBefore('0020_account_syncs')
  const db = connect(url, { max: 1 })
  try {
    await db.execute(sql`insert into users (mapillary_key, username) values ('a', 'ada'), ('b', 'bob')`)
    await db.execute(sql`
      insert into account_readings (user_id, kind, state, photo_count)
      select id, 'whole', case username when 'ada' then 'reading' else 'done' end, 12 from users`)
    await db.execute(sql`insert into map_changes (takes_away) values (true)`)
    await migrate()

    const users = await db.execute<{ id: number }>(sql`select id::int as id from users order by username`)
    const syncs = await Promise.all(users.map(({ id }) => findAccountSync(db, id)))
    expect(syncs).toMatchObject([
      { state: 'running', photoCount: 12 },
      { state: 'done', photoCount: 12 },
    ])
    expect(await readMapState(db)).toMatchObject({ hasTakedown: true })
  } finally {
    await db.$client.end({ timeout: 1 })
    await drop()
  }
})
