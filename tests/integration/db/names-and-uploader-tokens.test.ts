import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connect } from '@/db/client'
import { createDatabaseBefore } from '@/tests/support/database-before'

test('people of one name are told apart, and programs keep one narrow token each', async () => {
  const { url, migrate, drop } = await createDatabaseBefore('0033_names_and_uploader_tokens')
  const db = connect(url, { max: 1 })
  try {
    await db.execute(
      sql`insert into users (mapillary_key, username) values ('a', 'ada'), ('b', 'ada'), ('c', 'chen'), ('d', 'ada')`,
    )
    await db.execute(sql`
      insert into mapillary_accounts (user_id, encrypted_token, key_id, updated_at)
      values (2, 'x', 'k', '2026-01-02'), (4, 'x', 'k', '2026-01-01')`)
    await db.execute(sql`
      insert into api_tokens (user_id, kind, name, client_id, hash, hint, scopes, expires_at) values
        (2, 'client', 'Uploader', 'desktop', 'h1', '1', '{read,import}', now() + interval '300 days'),
        (2, 'client', 'Uploader', 'desktop', 'h2', '2', '{read,import}', now() + interval '300 days'),
        (3, 'client', 'Uploader', 'desktop', 'h3', '3', '{read,import}', now() + interval '10 days'),
        (2, 'personal', 'Mine', null, 'h4', '4', '{read,import}', null)`)
    await migrate()
    const names = await db.execute(sql`select username from users order by id`)
    expect(names.map(({ username }) => username)).toEqual(['ada~1', 'ada', 'chen', 'ada~4'])
    const tokens = await db.execute(sql`
      select hash, scopes, round(extract(epoch from expires_at - now()) / 86400)::int as days
      from api_tokens where revoked_at is null order by hash`)
    expect([...tokens]).toEqual([
      { hash: 'h2', scopes: ['upload'], days: 90 },
      { hash: 'h3', scopes: ['upload'], days: 10 },
      { hash: 'h4', scopes: ['read', 'import'], days: null },
    ])
  } finally {
    await db.$client.end()
    await drop()
  }
})
