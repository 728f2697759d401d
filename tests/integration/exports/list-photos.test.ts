import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { photosOfSearch, photosOfSequence, photosOfUser } from '@/lib/exports/list-photos'
import type { PhotoFeature } from '@/lib/photos/types'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const sourcesOf = (db: Db) => ({
  db,
  origin: 'https://paths.test',
  mapillary: { photoPageUrl: (key: string) => `https://mapillary.test/${key}` },
})

async function all(photos: AsyncIterable<PhotoFeature>): Promise<string[]> {
  const found: string[] = []
  for await (const { properties } of photos) found.push(`${properties.sequence.name} ${properties.n}`)
  return found
}

/** Two public sequences and an unpublished one of the same owner; the first has a private photo. */
async function insertScene(db: Db) {
  const owner = await insertUser(db)
  const first = await insertSequence(db, { ownerId: owner.id, name: 'first' })
  const second = await insertSequence(db, { ownerId: owner.id, name: 'second' })
  const hidden = await insertSequence(db, { ownerId: owner.id, name: 'hidden', publishedAt: null })
  for (const n of [2, 1]) await insertPhoto(db, { sequenceId: first.id, n })
  await insertPhoto(db, { sequenceId: first.id, n: 3, isPrivate: true })
  await insertPhoto(db, { sequenceId: second.id, n: 1 })
  await insertPhoto(db, { sequenceId: hidden.id, n: 1 })
  return { owner, first }
}

test("a user's export has their sequences one by one, and to others what is public", async ({ db }) => {
  const { owner } = await insertScene(db)
  const exported = (viewer: number | null) => all(photosOfUser(sourcesOf(db), { userId: owner.id, viewer }))
  expect(await exported(null)).toEqual(['first 1', 'first 2', 'second 1'])
  expect(await exported((await insertUser(db)).id)).toEqual(['first 1', 'first 2', 'second 1'])
  expect(await exported(owner.id)).toEqual(['first 1', 'first 2', 'first 3', 'second 1', 'hidden 1'])
})

test('a sequence is exported whole, page by page, in the order of its numbers', async ({ db }) => {
  const sequence = await insertSequence(db, { name: 's' })
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at)
    select ${sequence.ownerId}, ${sequence.id}, n, 'many-' || n, now() from generate_series(1, 1203) n`)
  const exported = await all(photosOfSequence(sourcesOf(db), { sequenceId: sequence.id, viewer: null }))
  expect(exported).toEqual(Array.from({ length: 1203 }, (_, index) => `s ${index + 1}`))
})

test('a search is exported whole, page by page, each photo once', async ({ db }) => {
  const sequence = await insertSequence(db, { name: 's' })
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, captured_at)
    select ${sequence.ownerId}, ${sequence.id}, n, 'many-' || n, now(), timestamptz '2024-05-03' + n % 7 * interval '1 hour'
    from generate_series(1, 1203) n`)
  const filter = parsePhotoFilter(new URLSearchParams(`sequence=${sequence.id}&sort=captured_at`))
  const exported = await all(photosOfSearch(sourcesOf(db), { filter, viewer: null }))
  expect(exported).toHaveLength(1203)
  expect(new Set(exported).size).toBe(1203)
})
