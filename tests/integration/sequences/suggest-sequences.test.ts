import { expect } from 'vitest'
import { suggestSequences } from '@/lib/sequences/suggest-sequences'
import { test } from '@/tests/support/db'
import { insertSequence, insertUser } from '@/tests/support/factories'

test('sequences are suggested by words that begin like those typed, the largest first', async ({ db }) => {
  const owner = await insertUser(db, { username: 'ada' })
  const publishedAt = new Date()
  await insertSequence(db, { ownerId: owner.id, name: 'Walk near Grasmere', photoCount: 3, publishedAt })
  await insertSequence(db, { ownerId: owner.id, name: 'Grasmere again', photoCount: 9, publishedAt })
  await insertSequence(db, { ownerId: owner.id, name: 'Walk near Keswick', photoCount: 5, publishedAt })
  const found = await suggestSequences(db, { q: 'gras', viewer: null })
  expect(found).toEqual([
    { id: expect.any(String), name: 'Grasmere again', username: 'ada', photoCount: 9 },
    { id: expect.any(String), name: 'Walk near Grasmere', username: 'ada', photoCount: 3 },
  ])
  expect(await suggestSequences(db, { q: "'…", viewer: null })).toEqual([])
})

test('a sequence that is not public is suggested to its owner only', async ({ db }) => {
  const owner = await insertUser(db)
  const other = await insertUser(db)
  await insertSequence(db, { ownerId: owner.id, name: 'Secret garden', isPrivate: true })
  const namesFor = async (viewer: number | null) =>
    (await suggestSequences(db, { q: 'secret', viewer })).map(({ name }) => name)
  expect(await namesFor(owner.id)).toEqual(['Secret garden'])
  expect(await namesFor(other.id)).toEqual([])
  expect(await namesFor(null)).toEqual([])
})
