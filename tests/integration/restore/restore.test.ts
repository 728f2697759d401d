import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { connect, type Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { unsavedChanges } from '@/db/schema/instance'
import { keyCandidates, keyMatches, matchedSequences } from '@/db/schema/key-matches'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tags, tagTypes } from '@/db/schema/tags'
import { users } from '@/db/schema/users'
import { viewpoints } from '@/db/schema/viewpoints'
import { createFolderBackup } from '@/lib/backup/folder'
import { checkStore } from '@/lib/manifests/check-store'
import { saveChanges } from '@/lib/manifests/save-changes'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { restore } from '@/lib/restore/restore'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import {
  boxShape,
  insertDetection,
  insertPhoto,
  insertSequence,
  insertTag,
  insertUser,
  newKey,
} from '@/tests/support/factories'
import { backUpPhoto, test as base } from '@/tests/support/store'
import { createTestDatabase } from '@/tests/support/test-database'

/** `pool` is the instance before, `after` an empty database beside it. */
const test = base.extend<{ after: Db }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  after: async ({}, use) => {
    const { url, drop } = await createTestDatabase()
    const pool = connect(url)
    await pool.execute(sql`update instance set id = gen_random_uuid()`) // test databases are copies of one
    await use(pool)
    await pool.$client.end()
    await drop()
  },
})

const TABLES = [
  'users',
  'sequences',
  'photos',
  'detections',
  'tag_types',
  'tags',
  'tag_changes',
  'viewpoints',
  'viewpoint_places',
  'key_matches',
  'key_candidates',
  'matched_sequences',
  'tombstones',
  'photo_search',
  'search_terms',
]

/** Every row of every table that a restore brings back, as text; terms stay when the last photo that has them goes. */
async function dump(db: Db): Promise<Record<string, string[]>> {
  const entries = TABLES.map(async (table): Promise<[string, string[]]> => {
    const isUsed =
      table === 'search_terms' ? sql`where exists (select from photo_search where terms @> array[t.term])` : sql``
    const rows = await db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier(table)} t ${isUsed} order by 1`,
    )
    return [table, rows.map(({ row }) => row)]
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** Two sequences, by two people, with every kind of row; a third one that was deleted. */
async function createWorld(db: Db, folder: string) {
  const backup = createFolderBackup(folder)
  await checkStore({ db, backup })
  const ada = await insertUser(db, { username: 'ada' })
  const bob = await insertUser(db, { username: 'Bob/../é', role: 'admin', suspendedReason: 'once' })
  const gone = await insertUser(db, { username: 'gone' })
  await db.insert(tagTypes).values({
    value: 'bench--stone',
    parent: 'bench',
    label: 'Stone',
    colour: '#aabbcc',
    state: 'proposed',
    proposedBy: bob.id,
  })
  const walk = await insertSequence(db, {
    ownerId: ada.id,
    name: 'Über "alles"\n',
    tags: ['a,b', '{c}'],
    transportType: 'hiking',
    photoKeys: ['x', 'y'],
  })
  const [first, second, third] = [
    await backUpPhoto(db, backup, {
      sequenceId: walk.id,
      n: 1,
      username: 'ada',
      raw: { deep: [1, { a: null }] },
      altitude: 0.1 + 0.2,
      cameraMake: 'GoPro',
      compassAngle: 0.1,
      pictureFlaws: ['no-end'],
    }),
    await backUpPhoto(db, backup, {
      sequenceId: walk.id,
      n: 2,
      username: 'ada',
      lng: -3.1001,
      hiddenAt: new Date(),
      hiddenBy: bob.id,
      hiddenReason: 'a face',
    }),
    await backUpPhoto(db, backup, {
      sequenceId: walk.id,
      n: 3,
      username: 'ada',
      lng: -3.1002,
      goneAt: new Date(),
      keepShowing: true,
      isPrivate: true,
    }),
  ]
  await insertPhoto(db, { sequenceId: walk.id, n: 4, importedAt: null, lng: null, lat: null })
  const ride = await insertSequence(db, { ownerId: bob.id, publishedAt: null, isPrivate: true })
  const fourth = await backUpPhoto(db, backup, {
    sequenceId: ride.id,
    n: 1,
    username: bob.username,
    computedLng: 1,
    computedLat: 2,
  })
  const old = await insertSequence(db, { ownerId: ada.id })
  await backUpPhoto(db, backup, { sequenceId: old.id, n: 1, username: 'ada' })
  for (const layer of ['trafficsigns', 'segmentations', 'instances'] as const)
    await insertDetection(db, { photoId: first.id, layer, value: `object--${layer}`, score: null })
  await insertDetection(db, { photoId: fourth.id, shape: null, raw: { id: '12345678901234567890' } })
  await db.execute(
    sql`update photos set captured_at = '2024-05-03T10:00:00.123456Z', raw = '{"id": 12345678901234567890.5}' where id = ${second.id}`,
  )
  const tag = await insertTag(db, { photoId: first.id, authorId: bob.id, type: 'bench--stone' })
  await db
    .update(tags)
    .set({ shape: boxShape(0.5), changedBy: ada.id, changedAt: new Date() })
    .where(eq(tags.id, tag.id))
  await db.update(tags).set({ removedAt: new Date(), removedBy: ada.id, changedBy: gone.id }).where(eq(tags.id, tag.id))
  await insertTag(db, { photoId: fourth.id, authorId: ada.id })
  for (const [photo, user, value] of [
    [first, bob, true],
    [first, gone, false],
    [third, bob, false],
  ] as const)
    await db.insert(viewpoints).values({ photoId: photo.id, photoOwnerId: ada.id, userId: user.id, value })
  await db.insert(viewpoints).values({ photoId: fourth.id, photoOwnerId: bob.id, userId: ada.id, value: true })
  await db.insert(keyMatches).values([
    { kind: 'photo', oldKey: 'old', newKey: first.mapillaryKey, how: 'hand' },
    { kind: 'user', oldKey: 'old', newKey: ada.mapillaryKey, how: 'sequence' },
  ])
  await db.insert(keyCandidates).values({ photoId: third.id, newKey: newKey() })
  await db.insert(matchedSequences).values({ sequenceId: walk.id, ambiguous: 1, missing: 2 })
  await publishSequence(db, walk.id)
  for (const [sequence, username] of [
    [walk, 'ada'],
    [ride, bob.username],
    [old, 'ada'],
  ] as const)
    await writeManifest({ db, backup }, { sequenceId: sequence.id, username })
  await db.delete(photos).where(eq(photos.sequenceId, old.id))
  await db.delete(sequences).where(eq(sequences.id, old.id))
  await db.delete(users).where(eq(users.id, gone.id))
  await saveChanges({ db, backup }, { all: true })
  return {
    backup,
    ada,
    bob,
    walk,
    ride,
    manifest: (id: number, username = 'ada') => join(folder, username, String(id), 'manifest.json'),
  }
}

test('brings every row back as it was, ids too, and running it again changes nothing', async ({
  pool,
  after,
  folder,
}) => {
  const { backup } = await createWorld(pool, folder)
  const before = await dump(pool)
  expect(await restore({ db: after, backup })).toEqual({ sequences: 2, photos: 5, there: 0, deleted: 1, problems: [] })
  expect(await dump(after)).toEqual(before)
  expect(await checkStore({ db: after, backup })).toEqual({ state: 'ours' })

  expect(await restore({ db: after, backup })).toEqual({ sequences: 0, photos: 0, there: 2, deleted: 1, problems: [] })
  expect(await dump(after)).toEqual(before)
})

test('new ids follow those that were restored or deleted', async ({ pool, after, folder }) => {
  const { backup, walk, ride } = await createWorld(pool, folder)
  await restore({ db: after, backup })
  expect((await insertSequence(after)).id).toBeGreaterThan(Math.max(walk.id, ride.id) + 1)
  expect((await insertPhoto(after)).id).toBeGreaterThan(0)
})

test('a manifest that is damaged or of a later version costs its sequence only, and is named', async ({
  pool,
  after,
  folder,
}) => {
  const { backup, ride, walk, bob, manifest } = await createWorld(pool, folder)
  const path = manifest(walk.id)
  const text = await readFile(path, 'utf8')
  const key = `ada/${walk.id}/manifest.json`
  const damages: [string, RegExp][] = [
    [text.replace('"version":2', '"version":3'), /manifest\.json is of version 3, which a later Map the Paths wrote/],
    [text.slice(0, -50), /damaged/],
    [text.replace('"mapillaryKey"', '"mapillary'), /damaged: a line of it cannot be read/],
    [text.replace('"n":2', '"n":7'), /damaged: its bytes are not those that were written/],
    ['', /damaged/],
  ]
  for (const [damaged, reason] of damages) {
    await writeFile(path, damaged)
    const { problems } = await restore({ db: after, backup })
    expect(problems).toEqual([{ what: key, reason: expect.stringMatching(reason) }])
    expect(await after.select({ id: sequences.id, owner: sequences.ownerId }).from(sequences)).toEqual([
      { id: ride.id, owner: bob.id },
    ])
  }
  await writeFile(path, text)
  const { problems, sequences: restored } = await restore({ db: after, backup })
  expect({ problems, restored }).toEqual({ problems: [], restored: 1 })
  expect(await dump(after)).toEqual(await dump(pool))
})

test('originals without a manifest, and people of lost accounts, are told of', async ({ pool, after, folder }) => {
  const { backup, walk, ride, manifest, bob } = await createWorld(pool, folder)
  await rm(manifest(walk.id))
  await rm(join(folder, '.map-the-paths/users.jsonl'))
  const { problems, sequences: restored } = await restore({ db: after, backup })
  expect(restored).toBe(1)
  expect(problems).toEqual([
    { what: `ada/${walk.id}`, reason: 'there are originals, and no manifest tells what they are' },
    { what: expect.stringContaining('what people added'), reason: expect.stringContaining('2 tags or marks') },
  ])
  expect(await after.select({ id: users.id, username: users.username }).from(users)).toEqual([
    { id: bob.id, username: bob.username },
  ])
  expect(await after.$count(photos, eq(photos.sequenceId, ride.id))).toBe(1)
})

test('killed in the middle of a sequence and run again, everything is there once', async ({ pool, after, folder }) => {
  const { backup } = await createWorld(pool, folder)
  const killed = restore(
    { db: after, backup },
    {
      onProgress: ({ sequences: done, photos: stored }) => {
        if (done === 1 && stored > 4) throw new Error('killed')
      },
    },
  )
  await killed.catch((error: unknown) => error)
  await restore({ db: after, backup })
  expect(await dump(after)).toEqual(await dump(pool))
})

test('a database that holds something else is refused, and a log-in before the restore is not', async ({
  pool,
  after,
  folder,
}) => {
  const { backup } = await createWorld(pool, folder)
  await insertUser(after, { username: 'ada, who logged in too early' })
  await restore({ db: after, backup })
  expect(await dump(after)).toEqual(await dump(pool))
  await after.execute(sql`update instance set id = gen_random_uuid()`)
  await expect(restore({ db: after, backup })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await dump(after)).toEqual(await dump(pool))
})

test('only the sequences of one user come back when asked for so', async ({ pool, after, folder }) => {
  const { backup, ride, bob } = await createWorld(pool, folder)
  expect(await restore({ db: after, backup }, { username: bob.username })).toMatchObject({ sequences: 1, problems: [] })
  expect(await after.select({ id: sequences.id }).from(sequences)).toEqual([{ id: ride.id }])
})

test('a backup of version 1 comes back whole, with new ids where it has none', async ({ after, folder }) => {
  const backup = createFolderBackup(folder)
  const path = join(folder, 'ada/7/manifest.json')
  await mkdir(dirname(path), { recursive: true })
  await cp(join(import.meta.dirname, '../../fixtures/manifest-1.json'), path)
  expect(await restore({ db: after, backup })).toEqual({ sequences: 1, photos: 2, there: 0, deleted: 0, problems: [] })

  const [sequence] = await after.select().from(sequences)
  expect(sequence).toMatchObject({
    id: 7,
    name: 'A walk',
    photoCount: 2,
    isPublic: true,
    photoKeys: ['k1', 'k2', 'k3'],
  })
  expect(sequence?.lengthMeters).toBeGreaterThan(5)
  const rows = await after.select().from(photos).orderBy(photos.n)
  expect(rows).toMatchObject([
    {
      n: 1,
      mapillaryKey: 'k1',
      backupKey: 'ada/7/PHOTO_1.jpg',
      backupBytes: 1000,
      isPublic: true,
      lng: 8.5,
      lat: 47.1,
    },
    { n: 2, mapillaryKey: 'k2', backupKey: null, isPublic: true, altitude: 512.5 },
  ])
  expect(await after.$count(detections)).toBe(2)
  expect(await after.select({ kind: unsavedChanges.kind }).from(unsavedChanges)).toContainEqual({ kind: 'manifest' })
  expect(await restore({ db: after, backup })).toMatchObject({ sequences: 0, there: 1, problems: [] })
})
