import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { raiseMapVersion, readMapState } from '@/lib/tiles/map-version'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const aMinuteLater = (db: Db) => db.execute(sql`update map_version set raised_at = raised_at - interval '61 seconds'`)

async function settled(db: Db): Promise<number> {
  await aMinuteLater(db)
  return raiseMapVersion(db)
}

type Scene = { db: Db; photoId: number; sequenceId: number; ownerId: number }

async function setScene(db: Db): Promise<Scene> {
  const photo = await insertPhoto(db)
  await settled(db)
  return { db, photoId: photo.id, sequenceId: photo.sequenceId, ownerId: photo.ownerId }
}

const setPhoto =
  (values: Partial<typeof photos.$inferInsert>) =>
  ({ db, photoId }: Scene) =>
    db.update(photos).set(values).where(eq(photos.id, photoId))
const setSequence =
  (values: Partial<typeof sequences.$inferInsert>) =>
  ({ db, sequenceId }: Scene) =>
    db.update(sequences).set(values).where(eq(sequences.id, sequenceId))

describe.for<[name: string, change: (scene: Scene) => Promise<unknown>]>([
  ['a photo that becomes private', setPhoto({ isPrivate: true })],
  ['a photo that moves', setPhoto({ cell: 5n })],
  ['a photo that is removed', ({ db, photoId }) => db.delete(photos).where(eq(photos.id, photoId))],
  ['a sequence that becomes private', setSequence({ isPrivate: true })],
  ['a sequence that is deleted', setSequence({ deletedAt: new Date() })],
  ['a sequence that is no longer published', setSequence({ publishedAt: null })],
  ['a line that leads elsewhere', setSequence({ line: Buffer.of(2, 2, 4, 4) })],
])('%s', ([, change]) => {
  test('raises the version at once, and disowns the one before', async ({ pool }) => {
    const scene = await setScene(pool)
    const before = await readMapState(pool)
    await change(scene)
    const after = await readMapState(pool)
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after).toMatchObject({ version: before.version, hasTakedown: true })
    expect(await raiseMapVersion(pool)).toBe(before.version + 1)
    expect(await readMapState(pool)).toEqual({
      version: before.version + 1,
      revision: after.revision,
      hasTakedown: false,
    })
  })
})

describe.for<[name: string, change: (scene: Scene) => Promise<unknown>]>([
  ['a photo that is published', ({ db, sequenceId }) => insertPhoto(db, { sequenceId, n: 2 })],
  ['a photo that is turned', setPhoto({ compassAngle: 17 })],
  ['a sequence that is published', ({ db }) => insertSequence(db)],
  ['a sequence with another min_zoom', setSequence({ minZoom: 3 })],
  [
    'a mark',
    async ({ db, photoId, ownerId: photoOwnerId }) =>
      db.insert(viewpoints).values({ photoId, photoOwnerId, userId: (await insertUser(db)).id, value: true }),
  ],
])('%s', ([, change]) => {
  test('is another revision at once, and another version at most once a minute', async ({ pool }) => {
    const scene = await setScene(pool)
    const before = await readMapState(pool)
    await change(scene)
    const after = await readMapState(pool)
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after.hasTakedown).toBe(false)
    expect(await raiseMapVersion(pool)).toBe(before.version)
    await aMinuteLater(pool)
    expect(await raiseMapVersion(pool)).toBe(before.version + 1)
    expect((await readMapState(pool)).revision).toBe(after.revision)
  })
})

describe.for<[name: string, change: (scene: Scene) => Promise<unknown>]>([
  [
    'a private sequence and its photos',
    async ({ db }) => insertPhoto(db, { sequenceId: (await insertSequence(db, { isPrivate: true })).id }),
  ],
  ['an original that is backed up', setPhoto({ backedUpAt: new Date(), backupBytes: 7 })],
  ['a name', setSequence({ name: 'Another' })],
])('%s', ([, change]) => {
  test('changes nothing on the map', async ({ pool }) => {
    const scene = await setScene(pool)
    const before = await readMapState(pool)
    await change(scene)
    expect(await readMapState(pool)).toEqual(before)
    expect(await settled(pool)).toBe(before.version)
  })
})

test('a change is seen when it is committed, not before, and never lost to one that was faster', async ({ pool }) => {
  const slow = await setScene(pool)
  const quick = await insertPhoto(pool, { n: 1 })
  await settled(pool)
  const before = (await readMapState(pool)).revision
  await pool.transaction(async (tx) => {
    await setPhoto({ isPrivate: true })({ ...slow, db: tx })
    await setPhoto({ isPrivate: true })({ ...slow, db: pool, photoId: quick.id })
    expect((await readMapState(pool)).revision).toBe(before + 1)
    expect(await raiseMapVersion(pool)).toBeGreaterThan(0)
  })
  expect(await readMapState(pool)).toMatchObject({ revision: before + 2, hasTakedown: true })
})

test('many who ask at the same time raise it once', async ({ pool }) => {
  const scene = await setScene(pool)
  const { version } = await readMapState(pool)
  await setPhoto({ isPrivate: true })(scene)
  expect(await Promise.all(Array.from({ length: 8 }, () => raiseMapVersion(pool)))).toContain(version + 1)
  expect((await readMapState(pool)).version).toBe(version + 1)
})

test('a transaction is noted once, however much it changes', async ({ pool }) => {
  const { sequenceId } = await setScene(pool)
  await pool.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at)
    select owner_id, id, n, 'many-' || n, now() from sequences, generate_series(2, 300) n where id = ${sequenceId}`)
  const noted = await pool.execute(sql`select * from map_changes`)
  expect(noted).toHaveLength(1)
})
