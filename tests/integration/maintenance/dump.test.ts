import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { connect, type Db } from '@/db/client'
import { viewpoints } from '@/db/schema/viewpoints'
import { loadDump } from '@/lib/maintenance/dump/load-dump'
import { checkDump } from '@/lib/maintenance/dump/read-dump'
import { writeDump } from '@/lib/maintenance/dump/write-dump'
import { test as base, createWorld } from '@/tests/support/backup-world'
import { createDatabaseBefore } from '@/tests/support/database-before'
import { insertPhoto, insertReport, insertUser } from '@/tests/support/factories'
import { loadOldDatabase } from '@/tests/support/old-database'
import { createEmptyDatabase } from '@/tests/support/test-database'
import { withConnection } from '../../../scripts/databases.mjs'

/** `target`: a database that nothing was started on, of a role that owns it and is no superuser. */
const test = base.extend<{ target: { url: string; db: Db } }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  target: async ({}, use) => {
    const server = process.env.TEST_DATABASE_URL ?? ''
    const { url, drop } = await createEmptyDatabase()
    const own = new URL(url)
    own.username = `mtp_owner_${randomBytes(4).toString('hex')}`
    own.password = 'x'
    await withConnection(server, async (admin) => {
      await admin`create role ${admin(own.username)} login password 'x'`
      await admin`alter database ${admin(own.pathname.slice(1))} owner to ${admin(own.username)}`
    })
    const db = connect(own.href, { max: 2 })
    await use({ url: own.href, db })
    await db.$client.end()
    await drop()
    await withConnection(server, (admin) => admin`drop role ${admin(own.username)}`)
  },
})

const ODD_WORDS = 'back\\slash, tab\t, line\n, return\r, \\. and \\N, separators\u2028\u2029, "quotes", 🚲'

/** Every row of every table, as text. */
async function allRows(db: Db): Promise<Record<string, string[]>> {
  const tables = await db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  const rows: Record<string, string[]> = {}
  for (const { name } of tables) {
    const found = await db.execute<{ row: string }>(
      sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t order by 1`,
    )
    rows[name] = found.map(({ row }) => row)
  }
  return rows
}

/** What guards the rows: triggers that are on, and constraints. */
async function guards(db: Db): Promise<string[]> {
  const found = await db.execute<{ guard: string }>(sql`
    select concat_ws(' ', tgrelid::regclass, tgname, tgenabled) as guard from pg_trigger where not tgisinternal
    union select concat_ws(' ', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)) from pg_constraint
    where connamespace = 'public'::regnamespace order by 1`)
  return found.map(({ guard }) => guard)
}

test('every row of a dump is there again, byte for byte, and all that guards them', async ({
  pool,
  folder,
  target,
}) => {
  await createWorld(pool, folder)
  const { ownerId, id: photoId } = await insertPhoto(pool, { raw: { words: ODD_WORDS }, cameraMake: ODD_WORDS })
  await insertReport(pool, { ownerId, photoId, reason: 'quality' })
  const file = join(folder, 'a.dump.gz')
  const written = await writeDump(pool.$client, file)
  expect(await loadDump(target.url, file)).toBe(written)
  expect(await allRows(target.db)).toEqual(await allRows(pool))
  expect(await guards(target.db)).toEqual(await guards(pool))
})

test('what comes after a load has ids of its own, and is held to the rules', async ({ pool, folder, target }) => {
  const photo = await insertPhoto(pool)
  const gone = await insertUser(pool)
  await pool.execute(sql`delete from users where id = ${gone.id}`)
  const file = join(folder, 'a.dump.gz')
  await writeDump(pool.$client, file)
  await loadDump(target.url, file)
  const next = await insertUser(target.db)
  expect(next.id).toBeGreaterThan(gone.id)
  const mark = { photoId: photo.id, userId: photo.ownerId, photoOwnerId: photo.ownerId, value: true }
  await expect(target.db.insert(viewpoints).values(mark)).rejects.toThrow()
  await target.db.insert(viewpoints).values({ ...mark, userId: next.id })
  const [{ count } = { count: 0 }] = await target.db.execute<{ count: number }>(
    sql`select viewpoint_count as count from photos where id = ${photo.id}`,
  )
  expect(count).toBe(1)
})

test('a dump of an older version is brought to the newest schema', async ({ folder, target }) => {
  const old = await createDatabaseBefore('0020_account_syncs')
  const db = connect(old.url)
  await loadOldDatabase(db)
  const file = join(folder, 'old.dump.gz')
  await writeDump(db.$client, file)
  await old.migrate()
  await loadDump(target.url, file)
  const [expected, found] = [await allRows(db), await allRows(target.db)]
  for (const table of ['users', 'sequences', 'photos', 'detections', 'tags', 'viewpoints', 'import_photos', 'uploads'])
    expect(found[table], table).toEqual(expected[table])
  expect(await guards(target.db)).toEqual(await guards(db))
  await db.$client.end()
  await old.drop()
})

test('a damaged dump changes nothing', async ({ pool, folder, target }) => {
  await insertPhoto(pool)
  const file = join(folder, 'a.dump.gz')
  await writeDump(pool.$client, file)
  const whole = gunzipSync(await readFile(file))
  const damages: Record<string, Buffer> = {
    'cut off': (await readFile(file)).subarray(0, 2_000),
    'no gzip': whole,
    'another digit': gzipSync(Buffer.from(whole.toString('utf8').replace('54.45', '54.46'))),
    'a row less': gzipSync(Buffer.from(whole.toString('utf8').replace(/(\{"table":"users".*\n).*\n/, '$1'))),
    'something else': gzipSync(Buffer.from('{"a": 1}\n')),
  }
  for (const [name, bytes] of Object.entries(damages)) {
    await writeFile(file, bytes)
    await expect(loadDump(target.url, file), name).rejects.toThrow('is damaged, or no dump')
  }
  expect(await allRows(target.db)).toEqual({})
  await expect(checkDump(join(folder, 'missing'))).rejects.toThrow('There is no file')
})

test('a dump of a newer version, and a database in use, are refused', async ({ pool, folder, target }) => {
  const file = join(folder, 'a.dump.gz')
  await insertPhoto(pool)
  await writeDump(pool.$client, file)
  await expect(writeDump(pool.$client, file)).rejects.toThrow('exists already')
  await loadDump(target.url, file)
  const before = await allRows(target.db)
  await expect(loadDump(target.url, file)).rejects.toThrow('The database is not empty: there are rows in users')
  expect(await allRows(target.db)).toEqual(before)

  const newer = join(folder, 'newer.dump.gz')
  await pool.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)`)
  await writeDump(pool.$client, newer)
  await expect(loadDump(target.url, newer)).rejects.toThrow('newer version of Map the Paths')
})

test('rows that fill the buffer of a connection do not hold up the table after them', () =>
  withConnection(process.env.TEST_DATABASE_URL ?? '', async (connection) => {
    const rows = await connection.unsafe("copy (select repeat('x', 100000)) to stdout").readable()
    let bytes = 0
    for await (const chunk of rows) bytes += chunk.length
    expect(bytes).toBe(100_001)
    expect(await connection`select 1 as answer`).toEqual([{ answer: 1 }])
  }))
