import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { announcements } from '@/db/schema/administration'
import { pageChanges } from '@/db/schema/map'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { readPageRevision } from '@/lib/visibility/page-revision'
import { test } from '@/tests/support/db'
import { insertPhoto, insertUser } from '@/tests/support/factories'

type Scene = { db: Db; photoId: number; sequenceId: number; ownerId: number; otherId: number }

async function setScene(db: Db): Promise<Scene> {
  const [photo, other] = [await insertPhoto(db), await insertUser(db)]
  return { db, photoId: photo.id, sequenceId: photo.sequenceId, ownerId: photo.ownerId, otherId: other.id }
}

/** The removal comes last: the others need the photo. */
const CHANGES: [name: string, change: (scene: Scene) => Promise<unknown>][] = [
  [
    'a photo that is hidden',
    ({ db, photoId: id }) => db.update(photos).set({ hiddenAt: new Date() }).where(eq(photos.id, id)),
  ],
  [
    'a sequence with another name',
    ({ db, sequenceId: id }) => db.update(sequences).set({ name: 'Another' }).where(eq(sequences.id, id)),
  ],
  [
    'a person with another name',
    ({ db, ownerId: id }) => db.update(users).set({ username: 'another' }).where(eq(users.id, id)),
  ],
  [
    'a person who is suspended',
    ({ db, ownerId: id }) => db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, id)),
  ],
  [
    'a mark',
    ({ db, photoId, ownerId: photoOwnerId, otherId: userId }) =>
      db.insert(viewpoints).values({ photoId, photoOwnerId, userId, value: true }),
  ],
  ['an announcement', ({ db }) => db.insert(announcements).values({ text: 'Closed' })],
  ['a photo that is removed', ({ db, photoId: id }) => db.delete(photos).where(eq(photos.id, id))],
]

test('whatever pages show makes another revision as soon as it is committed', async ({ pool }) => {
  const scene = await setScene(pool)
  const unnoticed: string[] = []
  for (const [name, change] of CHANGES) {
    const before = await readPageRevision(pool)
    await pool.transaction(async (db) => {
      await change({ ...scene, db })
      if ((await readPageRevision(pool)) !== before) unnoticed.push(`${name}: too early`)
    })
    if ((await readPageRevision(pool)) <= before) unnoticed.push(name)
  }
  expect(unnoticed).toEqual([])
})

test('a log-in that changes nothing of the person is no change', async ({ pool }) => {
  const { ownerId } = await setScene(pool)
  const before = await readPageRevision(pool)
  await pool.update(users).set({ username: sql`username` }).where(eq(users.id, ownerId))
  expect(await readPageRevision(pool)).toBe(before)
})

test('many changes are counted, by whoever asks at the same time, without being another revision', async ({ pool }) => {
  await pool.execute(sql`insert into page_changes select from generate_series(1, 500)`)
  const revision = await readPageRevision(pool)
  expect(await pool.$count(pageChanges)).toBe(0)
  await pool.execute(sql`insert into page_changes select from generate_series(1, 300)`)
  const [first, ...others] = await Promise.all(Array.from({ length: 4 }, () => readPageRevision(pool)))
  expect([first, ...others]).toEqual(Array(4).fill(revision + 300))
  expect(await readPageRevision(pool)).toBe(revision + 300)
})
