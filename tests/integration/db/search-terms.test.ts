import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { connect, type Db } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { findPhotos } from '@/lib/search/find-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { refreshSearch } from '@/lib/search/refresh-search'
import { insertDetection, insertPhoto, insertTag } from '@/tests/support/factories'
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

test('a database with photos keeps what they are found by, and its triggers go on', async () => {
  const { url, drop } = await createEmptyDatabase()
  const before = await migrationsBefore(MIGRATION)
  const db = connect(url)
  try {
    await migrateDatabase(url, { folder: before })
    const { id: photoId } = await insertPhoto(db, { cameraMake: 'GoPro', isPano: true })
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
