import { expect, test } from 'vitest'
import { migrateDatabase } from '@/db/migrate'
import { createDatabase, createOwnDatabase, dropDatabase, withConnection } from '@/scripts/databases.mjs'

test('what a superuser made is handed over to a role that owns this database only', async () => {
  const server = process.env.TEST_DATABASE_URL ?? ''
  const name = `mtp_own_${process.pid}`
  try {
    const before = await createDatabase(server, name)
    await migrateDatabase(before) // as a version without a role of its own did
    await withConnection(before, (sql) => sql`insert into users (mapillary_key, username) values ('a', 'ada')`)

    await createOwnDatabase(server, 'abc123', name)
    const own = await createOwnDatabase(server, 'abc124', name)
    await migrateDatabase(own)
    await withConnection(own, async (sql) => {
      const [role] = await sql`select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`
      expect(role).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false })
      const foreign = await sql`
        select relname from pg_class join pg_namespace n on n.oid = relnamespace
        where nspname !~ '^(pg_|information_schema)' and relowner <> current_user::regrole`
      expect([...foreign]).toEqual([])
      expect([...(await sql`update users set username = 'chen' returning username`)]).toEqual([{ username: 'chen' }])
      await sql`create schema anything`
      await sql`alter table users add column anything text`
    })
    const elsewhere = new URL(own)
    elsewhere.pathname = '/postgres'
    await expect(withConnection(elsewhere.href, (sql) => sql`select 1`)).rejects.toThrow('permission denied')
  } finally {
    await dropDatabase(server, name)
  }
})
