import { sql } from 'drizzle-orm'
import { test as base, expect } from 'vitest'
import { connect, type Db } from '@/db/client'
import { migrateDatabase, NewerDatabase } from '@/db/migrate'
import { getImport } from '@/lib/imports/progress/get-import'
import { findPhotos } from '@/lib/search/find-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { createDatabaseBefore } from '@/tests/support/database-before'
import { FIRST_MIGRATION_SINCE, loadOldDatabase, type OldRow } from '@/tests/support/old-database'

type Row = Record<string, unknown>
const test = base.extend<{ old: { db: Db; rows: OldRow[]; migrate: () => Promise<void>; url: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  old: async ({}, use) => {
    const database = await createDatabaseBefore(FIRST_MIGRATION_SINCE)
    const db = connect(database.url)
    const rows = await loadOldDatabase(db)
    await use({ ...database, db, rows })
    await db.$client.end()
    await database.drop()
  },
})

async function read(db: Db, table: string): Promise<Row[]> {
  const rows = await db.execute<{ row: Row }>(sql`select to_json(t) as row from ${sql.identifier(table)} t`)
  return rows.map(({ row }) => row)
}

/** Where a row of then is now; null: nowhere. Whatever is not named here stays as it was. */
function today(table: string, row: Row): { table: string; row: Row } | null {
  if (table === 'account_readings')
    return { table: 'account_syncs', row: { ...row, state: row.state === 'reading' ? 'running' : row.state } }
  if (table === 'map_changes') {
    const { takes_away: isTakedown, ...same } = row
    return { table, row: { ...same, is_takedown: isTakedown } }
  }
  if (table === 'photos' && row.camera_make === 'none')
    return { table, row: { ...row, camera_make: null, camera_model: null } }
  if (table === 'photo_search') return { table, row: { ...row, terms: expect.any(Array) } } // searched for below
  if (table === 'search_terms' && (row.value === 'none' || row.value === 'unknown')) return null
  return { table, row }
}

test('every row of a database of 41d9e43 is right after all migrations', async ({ old: { db, rows, migrate } }) => {
  await migrate()
  for (const { table, row } of rows) {
    const expected = today(table, row)
    if (expected) expect(await read(db, expected.table)).toContainEqual(expect.objectContaining(expected.row))
  }
  for (const table of [
    'photos',
    'sequences',
    'imports',
    'import_photos',
    'tags',
    'viewpoints',
    'uploads',
    'api_tokens',
  ])
    expect(await read(db, table), table).toHaveLength(rows.filter((row) => row.table === table).length)
})

test('what it holds is found and shown as before', async ({ old: { db, rows, migrate } }) => {
  await migrate()
  const sources = { db, mapillary: { photoPageUrl: (key: string) => key }, origin: '' }
  const find = async (query: string) => {
    const filter = parsePhotoFilter(new URLSearchParams(query))
    return (await findPhotos(sources, { filter, viewer: null })).features.length
  }
  expect([await find(''), await find('tag=object--bench'), await find('tag=bench')]).toEqual([2, 1, 1])
  const imports = rows.filter(({ table }) => table === 'imports').map(({ row }) => row)
  for (const { id, user_id: userId, state, reason } of imports) {
    const progress = await getImport(db, { importId: Number(id), userId: Number(userId) })
    expect(progress).toMatchObject({ status: state, reason })
  }
})

test('a version does not start on a database that a newer one has migrated', async ({ old: { db, url, migrate } }) => {
  await migrate()
  await db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)`)
  await expect(migrateDatabase(url)).rejects.toThrow(NewerDatabase)
})
