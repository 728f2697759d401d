import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { connect, type Db } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { one } from '@/db/one'
import { findPhotos } from '@/lib/search/find-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { refreshSearch } from '@/lib/search/refresh-search'
import { insertDetection, insertTag } from '@/tests/support/factories'
import { createEmptyDatabase } from '@/tests/support/test-database'

const MIGRATION = '0021_search_terms'
const Journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })

/** A folder with the migrations that came before. */
async function migrationsBefore(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mtp-migrations-'))
  await cp('db/migrations', folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = Journal.parse(JSON.parse(await readFile(path, 'utf8')))
  const index = journal.entries.findIndex((entry) => entry.tag === tag)
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index) }))
  return folder
}

async function stored(db: Db) {
  const photos = await db.execute(sql`select * from photo_search order by photo_id`)
  const terms = await db.execute(sql`select * from search_terms order by term`)
  return { photos: [...photos], terms: [...terms] }
}

async function idsOf(db: Db, query: string): Promise<string[]> {
  const sources = { db, mapillary: { photoPageUrl: (key: string) => key }, origin: '' }
  const filter = parsePhotoFilter(new URLSearchParams(query))
  return (await findPhotos(sources, { filter, viewer: null })).features.map(({ id }) => id)
}

/** In SQL: the schema of today knows columns that the database of then has not. */
async function insertPhotoOfThen(db: Db): Promise<number> {
  const rows = await db.execute<{ id: string }>(sql`
    with owner as (insert into users (mapillary_key, username) values ('owner', 'ada') returning id),
      sequence as (
        insert into sequences (owner_id, mapillary_key, name, captured_at, published_at)
        select id, 'sequence', 'A walk', '2024-05-03T10:00Z', '2024-05-04T10:00Z' from owner returning id, owner_id)
    insert into photos (sequence_id, owner_id, n, mapillary_key, imported_at, captured_at, camera_make, is_pano)
    select id, owner_id, 1, 'photo', '2024-05-04T10:00Z', '2024-05-03T10:00Z', 'GoPro', true from sequence returning id`)
  return Number(one([...rows]).id)
}

test('a database with photos keeps what they are found by, and its triggers go on', async () => {
  const { url, drop } = await createEmptyDatabase()
  const before = await migrationsBefore(MIGRATION)
  const db = connect(url)
  try {
    await migrateDatabase(url, { folder: before })
    const photoId = await insertPhotoOfThen(db)
    await insertDetection(db, { photoId })
    const expected = await stored(db)
    expect(expected.photos).toHaveLength(1)

    await migrateDatabase(url)

    expect(await stored(db)).toEqual(expected)
    expect(await idsOf(db, 'tag=object--bench&cameraMake=gopro&pano=true')).toEqual([String(photoId)])
    await insertDetection(db, { photoId, value: 'nature--sky' })
    await insertTag(db, { photoId, type: 'waymark--cairn' })
    expect(await idsOf(db, 'tag=nature--sky&tag=waymark--cairn')).toEqual([String(photoId)])
    expect(await refreshSearch(db)).toBe(0)
    const left = await db.execute(
      sql`select proname from pg_proc where proname like '%photo_words%' or prosrc like '%photo_words%'`,
    )
    expect([...left]).toEqual([])
  } finally {
    await db.$client.end()
    await drop()
    await rm(before, { recursive: true })
  }
})
