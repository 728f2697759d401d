import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { connect } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { unsavedChanges } from '@/db/schema/instance'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { createFolderBackup } from '@/lib/backup/folder'
import { checkStore } from '@/lib/manifests/check-store'
import { guardStore } from '@/lib/manifests/guard-store'
import { saveChanges } from '@/lib/manifests/save-changes'
import { checkBackup } from '@/lib/restore/check-backup'
import { requireStopped } from '@/lib/restore/require-stopped'
import { restore } from '@/lib/restore/restore'
import { createWorld, dump, test } from '@/tests/support/backup-world'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'
import { tokenKeys } from '@/tests/support/store'
import { createTestDatabase } from '@/tests/support/test-database'

test('brings every row back as it was, ids too, and running it again changes nothing', async ({
  pool,
  after,
  folder,
}) => {
  const { backup } = await createWorld(pool, folder)
  const before = await dump(pool)
  expect(await restore({ db: after, backup, tokenKeys })).toEqual({
    sequences: 2,
    photos: 5,
    there: 0,
    deleted: 1,
    problems: [],
  })
  expect(await dump(after)).toEqual(before)
  expect(await checkStore({ db: after, backup })).toEqual({ state: 'ours' })

  expect(await restore({ db: after, backup, tokenKeys })).toEqual({
    sequences: 0,
    photos: 0,
    there: 2,
    deleted: 1,
    problems: [],
  })
  expect(await dump(after)).toEqual(before)
})

test('while a restore has not ended, nothing is written to the backup', async ({ pool, after, folder }) => {
  const { backup } = await createWorld(pool, folder)
  await restore({ db: after, backup, tokenKeys })
  await after.execute(sql`update instance set restoring_since = now()`) // as one that was killed on its way leaves it
  await after.insert(unsavedChanges).values({ kind: 'users' })
  const refused = { state: 'refused', reason: expect.stringContaining('npm run restore takes it to its end') }
  expect(await checkStore({ db: after, backup })).toEqual(refused)
  const guarded = guardStore({ db: after, backup }, { trustMs: 0 })
  await expect(saveChanges({ db: after, backup: guarded, tokenKeys }, { all: true })).rejects.toMatchObject({
    code: 'BACKUP_FAILED',
  })
  await restore({ db: after, backup, tokenKeys })
  expect(await checkStore({ db: after, backup })).toEqual({ state: 'ours' })
})

test('a restore refuses to begin beside a running product', async () => {
  const { url, drop } = await createTestDatabase()
  const [own, product] = [connect(url, { max: 1 }), connect(url)]
  await requireStopped(own)
  await product.execute(sql`select 1`)
  await expect(requireStopped(own)).rejects.toMatchObject({ code: 'CONFLICT', message: /is running on this database/ })
  await product.$client.end()
  await expect.poll(() => requireStopped(own).then(() => 'stopped')).toBe('stopped')
  await own.$client.end()
  await drop()
})

test('new ids follow those that were restored or deleted', async ({ pool, after, folder }) => {
  const { backup, walk, ride } = await createWorld(pool, folder)
  await restore({ db: after, backup, tokenKeys })
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
    const { problems } = await restore({ db: after, backup, tokenKeys })
    expect(problems).toEqual([{ what: key, reason: expect.stringMatching(reason) }])
    expect(await after.select({ id: sequences.id, owner: sequences.ownerId }).from(sequences)).toEqual([
      { id: ride.id, owner: bob.id },
    ])
  }
  await writeFile(path, text)
  const { problems, sequences: restored } = await restore({ db: after, backup, tokenKeys })
  expect({ problems, restored }).toEqual({ problems: [], restored: 1 })
  expect(await dump(after)).toEqual(await dump(pool))
})

test('originals without a manifest, and people of lost accounts, are told of', async ({ pool, after, folder }) => {
  const { backup, walk, ride, manifest, bob } = await createWorld(pool, folder)
  await rm(manifest(walk.id))
  await rm(join(folder, '.map-the-paths/users.jsonl'))
  const { problems, sequences: restored } = await restore({ db: after, backup, tokenKeys })
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
    { db: after, backup, tokenKeys },
    {
      onProgress: ({ sequences: done, photos: stored }) => {
        if (done === 1 && stored > 4) throw new Error('killed')
      },
    },
  )
  await killed.catch((error: unknown) => error)
  await restore({ db: after, backup, tokenKeys })
  expect(await dump(after)).toEqual(await dump(pool))
})

test('a database that holds something else is refused, and a log-in before the restore is not', async ({
  pool,
  after,
  folder,
}) => {
  const { backup } = await createWorld(pool, folder)
  await insertUser(after, { username: 'ada, who logged in too early' })
  await restore({ db: after, backup, tokenKeys })
  expect(await dump(after)).toEqual(await dump(pool))
  await after.execute(sql`update instance set id = gen_random_uuid()`)
  await expect(restore({ db: after, backup, tokenKeys })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await dump(after)).toEqual(await dump(pool))
})

test('an empty backup changes nothing', async ({ after, folder }) => {
  await insertUser(after, { username: 'ada' })
  await expect(restore({ db: after, backup: createFolderBackup(folder), tokenKeys })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await after.$count(users)).toBe(1)
})

test('a check tells what would come back and what is damaged, and reads every line', async ({ pool, folder }) => {
  const { backup, walk, manifest } = await createWorld(pool, folder)
  expect(await checkBackup(backup)).toEqual({ sequences: 3, photos: 6, problems: [] })
  await writeFile(manifest(walk.id), (await readFile(manifest(walk.id), 'utf8')).replace('"n":2', '"n":7'))
  await writeFile(join(folder, 'ada', String(walk.id), 'people.jsonl'), '{"file":"people","version":2}\n')
  await writeFile(join(folder, '.map-the-paths/users.jsonl'), '{"file":"users","version":1}\n{"id":')
  const { problems } = await checkBackup(backup)
  expect(problems.map(({ what }) => what)).toEqual([
    'users',
    `ada/${walk.id}/manifest.json`,
    `ada/${walk.id}/people.jsonl`,
  ])
})

test('only the sequences of one user come back when asked for so', async ({ pool, after, folder }) => {
  const { backup, ride, bob } = await createWorld(pool, folder)
  expect(await restore({ db: after, backup, tokenKeys }, { username: bob.username })).toMatchObject({
    sequences: 1,
    problems: [],
  })
  expect(await after.select({ id: sequences.id }).from(sequences)).toEqual([{ id: ride.id }])
})

test('a backup of version 1 comes back whole, with new ids where it has none', async ({ after, folder }) => {
  const backup = createFolderBackup(folder)
  const path = join(folder, 'ada/7/manifest.json')
  await mkdir(dirname(path), { recursive: true })
  await cp(join(import.meta.dirname, '../../fixtures/manifest-v1.txt'), path)
  expect(await restore({ db: after, backup, tokenKeys })).toEqual({
    sequences: 1,
    photos: 2,
    there: 0,
    deleted: 0,
    problems: [],
  })

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
  expect(await restore({ db: after, backup, tokenKeys })).toMatchObject({ sequences: 0, there: 1, problems: [] })
})
