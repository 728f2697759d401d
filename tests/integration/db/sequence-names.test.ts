import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connect } from '@/db/client'
import { createDatabaseBefore } from '@/tests/support/database-before'

test('sequences with a name that was made for them are named anew, all others keep theirs', async () => {
  const { url, migrate, drop } = await createDatabaseBefore('0042_sequence_names')
  const db = connect(url, { max: 1 })
  try {
    await db.execute(sql`insert into users (mapillary_key, username) values ('a', 'ada')`)
    await db.execute(sql`
      insert into sequences (owner_id, mapillary_key, name, transport_type) values
        (1, 'k1', 'Sequence, 12 September 2020', null), (1, 'k2', 'Walk, 1 May 2021', 'Walk'), (1, 'k3', 'Walk', 'Walk'),
        (1, 'k4', 'Walk, 1 May 2021, again', 'Walk'), (1, 'k5', 'Round the lake', null), (1, 'k6', 'Walk home', 'Walk'),
        (1, 'k7', 'Car, 1 May 2021', 'Walk')`)
    await migrate()
    const named = await db.execute(sql`select mapillary_key from sequences where needs_name order by id`)
    expect(named.map((row) => row.mapillary_key)).toEqual(['k1', 'k2', 'k3'])
  } finally {
    await db.$client.end()
    await drop()
  }
})
