import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, vi } from 'vitest'
import type { Db } from '@/db/client'
import { unsavedChanges } from '@/db/schema/instance'
import { keyMatches } from '@/db/schema/key-matches'
import { mapillaryAccounts, users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tags, tagTypes } from '@/db/schema/tags'
import { viewpoints } from '@/db/schema/viewpoints'
import { createFolderBackup } from '@/lib/backup/folder'
import { Manifest } from '@/lib/backup/manifest'
import { addFavourite, removeFavourite } from '@/lib/favourites/set-favourite'
import { saveChanges } from '@/lib/manifests/save-changes'
import { saveLastChanges } from '@/lib/manifests/save-last-changes'
import { insertImport, insertSequence, insertTag, insertUser } from '@/tests/support/factories'
import { backUpPhoto, test, tokenKeys } from '@/tests/support/store'

/** A sequence of ada's with one original, of which nothing is unsaved. */
async function settled(db: Db, folder: string) {
  const backup = createFolderBackup(folder)
  const owner = await insertUser(db, { username: 'ada' })
  const sequence = await insertSequence(db, { ownerId: owner.id })
  const photo = await backUpPhoto(db, backup, { sequenceId: sequence.id, n: 1, username: 'ada' })
  await db.delete(unsavedChanges)
  return { backup, owner, sequence, photo, visitor: await insertUser(db, { username: 'bob' }) }
}

async function linesOf(folder: string, path: string): Promise<unknown[]> {
  const text = await readFile(join(folder, path), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const kinds = async (db: Db) =>
  (await db.selectDistinct({ kind: unsavedChanges.kind }).from(unsavedChanges)).map(({ kind }) => kind).sort()

test('tags with their history and marks are lines by photo', async ({ db, folder }) => {
  const { backup, sequence, photo, visitor, owner } = await settled(db, folder)
  const tag = await insertTag(db, { photoId: photo.id, authorId: visitor.id })
  await db
    .update(tags)
    .set({ removedAt: new Date(), removedBy: owner.id, changedBy: owner.id })
    .where(eq(tags.id, tag.id))
  await db.insert(viewpoints).values({ photoId: photo.id, photoOwnerId: owner.id, userId: visitor.id, value: true })

  await saveChanges({ db, backup, tokenKeys }, { all: true })

  expect(await linesOf(folder, `ada/${sequence.id}/people.jsonl`)).toMatchObject([
    { file: 'people', version: 1 },
    {
      photoId: photo.id,
      n: 1,
      tags: [
        {
          id: tag.id,
          authorId: visitor.id,
          removedBy: owner.id,
          changes: [
            { kind: 'created', changedBy: visitor.id },
            { kind: 'removed', changedBy: owner.id },
          ],
        },
      ],
      marks: [{ userId: visitor.id, value: true, place: { anchor: '(-3.1,54.45)', anchorHeading: 90 } }],
    },
  ])
  expect(await kinds(db)).toEqual([])

  await db.delete(tags)
  await db.delete(viewpoints)
  await saveChanges({ db, backup, tokenKeys }, { all: true })
  expect(await readdir(join(folder, 'ada', String(sequence.id)))).not.toContain('people.jsonl')
})

test('accounts, tag types and what was deleted are files of the whole backup', async ({ db, folder }) => {
  const { backup, owner, sequence } = await settled(db, folder)
  const gone = await insertUser(db)
  await db.insert(keyMatches).values({ kind: 'user', oldKey: 'old', newKey: owner.mapillaryKey, how: 'sequence' })
  await db
    .insert(tagTypes)
    .values({ value: 'bench--stone', parent: 'bench', label: 'Stone', colour: '#aabbcc', state: 'proposed' })
  await db.delete(users).where(eq(users.id, gone.id))
  await db.update(sequences).set({ deletedAt: new Date() }).where(eq(sequences.id, sequence.id))

  await saveChanges({ db, backup, tokenKeys }, { all: true })

  const accounts = await linesOf(folder, '.map-the-paths/users.jsonl')
  expect(accounts[0]).toEqual({ file: 'users', version: 1 })
  expect(accounts).toContainEqual(
    expect.objectContaining({ id: owner.id, username: 'ada', oldKeys: [expect.objectContaining({ oldKey: 'old' })] }),
  )
  expect(accounts).not.toContainEqual(expect.objectContaining({ id: gone.id }))
  const types = await linesOf(folder, '.map-the-paths/tag-types.jsonl')
  expect(types).toContainEqual(expect.objectContaining({ value: 'bench--stone', state: 'proposed' }))
  expect(await linesOf(folder, '.map-the-paths/deleted.jsonl')).toEqual([
    { file: 'deleted', version: 1 },
    { kind: 'sequence', id: sequence.id, deletedAt: expect.any(String), mapillaryKeys: [] },
    { kind: 'user', id: gone.id, deletedAt: expect.any(String), mapillaryKeys: [] },
  ])
  expect(await kinds(db)).toEqual([])
})

/** Every column of an account that is written: a new one is to be thought about, for the backup must hold no secret. */
test('accounts are written with these columns, and with no token', async ({ db, folder }) => {
  const { backup, owner } = await settled(db, folder)
  await db.insert(mapillaryAccounts).values({ userId: owner.id, encryptedToken: 'sealed-token', keyId: 'k' })
  await saveChanges({ db, backup, tokenKeys }, { all: true })
  const [, account] = await linesOf(folder, '.map-the-paths/users.jsonl')
  expect(Object.keys(account ?? {}).sort()).toEqual([
    'createdAt',
    'deletingAt', // a deletion under way goes on after a restore
    'deletionKeepsContributions',
    'deletionRemovesBackup',
    'erasingAt',
    'excludedAreas', // sealed
    'id',
    'isDeparted',
    'mapillaryKey',
    'oldKeys',
    'passkeys', // public halves: the private ones are on people's devices
    'photosPerDay',
    'role',
    'suspendedAt',
    'suspendedReason',
    'suspendedUntil',
    'suspensionAppeal',
    'suspensionAppealedAt',
    'username',
  ])
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) expect(await readFile(join(entry.parentPath, entry.name), 'utf8')).not.toContain('sealed-token')
})

describe('a change is written', () => {
  test('a minute after the first one, and once', async ({ db, folder }) => {
    const { backup, photo, visitor, owner } = await settled(db, folder)
    await db.delete(unsavedChanges)
    await db.insert(viewpoints).values({ photoId: photo.id, photoOwnerId: owner.id, userId: visitor.id, value: true })
    expect(await saveChanges({ db, backup, tokenKeys })).toBe(0)
    await db.update(unsavedChanges).set({ changedAt: sql`now() - interval '61 seconds'` })
    await db.update(viewpoints).set({ value: false })
    expect(await saveChanges({ db, backup, tokenKeys })).toBe(1)
    expect(await saveChanges({ db, backup, tokenKeys }, { all: true })).toBe(0)
  })

  test('at the next time when it comes while the file is being written', async ({ db, folder }) => {
    const { backup, photo, visitor, owner } = await settled(db, folder)
    await db.delete(unsavedChanges)
    await db.insert(viewpoints).values({ photoId: photo.id, photoOwnerId: owner.id, userId: visitor.id, value: true })
    const put: typeof backup.put = async (...object) => {
      await backup.put(...object)
      await db.update(viewpoints).set({ value: false })
    }
    await saveChanges({ db, backup: { ...backup, put }, tokenKeys }, { endsAt: Date.now() - 1 })
    await db.update(unsavedChanges).set({ changedAt: sql`now() - interval '61 seconds'` })
    expect(await saveChanges({ db, backup: { ...backup, put }, tokenKeys })).toBe(1)
    expect(await kinds(db)).toEqual(['people'])
  })

  test('not while the backup fails, but afterwards', async ({ db, folder }) => {
    const { backup, photo, visitor, owner } = await settled(db, folder)
    await db.delete(unsavedChanges)
    await db.insert(viewpoints).values({ photoId: photo.id, photoOwnerId: owner.id, userId: visitor.id, value: true })
    const put = async () => {
      throw new Error('The disk is full')
    }
    await expect(saveChanges({ db, backup: { ...backup, put }, tokenKeys }, { all: true })).rejects.toThrow(
      'The disk is full',
    )
    expect(await kinds(db)).toEqual(['people'])
    expect(await saveChanges({ db, backup, tokenKeys }, { all: true })).toBe(1)
  })

  const PUBLICATION: [string, (db: Db) => Promise<unknown>][] = [
    ['a photo is hidden', (db) => db.update(photos).set({ hiddenAt: new Date() })],
    ['a photo is gone', (db) => db.update(photos).set({ goneAt: new Date() })],
    ['a photo is private', (db) => db.update(photos).set({ isPrivate: true })],
    ['a sequence is unpublished', (db) => db.update(sequences).set({ publishedAt: null })],
    ['a sequence has a name', (db) => db.update(sequences).set({ name: 'Another' })],
  ]
  for (const [what, change] of PUBLICATION)
    test(`into the manifest when ${what}`, async ({ db, folder }) => {
      const { backup, sequence, photo } = await settled(db, folder)
      await db.delete(unsavedChanges)
      await change(db)
      await saveChanges({ db, backup, tokenKeys }, { all: true })
      const json = await readFile(join(folder, `ada/${sequence.id}/manifest.json`), 'utf8')
      expect(Manifest.parse(JSON.parse(json)).photos).toMatchObject([{ id: photo.id }])
    })

  test('not when a photo is only counted or looked at', async ({ db, folder }) => {
    const { photo } = await settled(db, folder)
    await db.delete(unsavedChanges)
    await db
      .update(photos)
      .set({ pictureFlaws: ['no-end'], raw: { a: 1 }, viewpointCount: 3 })
      .where(eq(photos.id, photo.id))
    expect(await kinds(db)).toEqual([])
  })

  test('by the end of the import of its sequence, while that runs', async ({ db, folder }) => {
    const { backup, sequence, owner } = await settled(db, folder)
    await db.delete(unsavedChanges)
    await insertImport(db, { sequenceId: sequence.id, userId: owner.id, state: 'running' })
    await db.update(photos).set({ hiddenAt: new Date() })
    expect(await saveChanges({ db, backup, tokenKeys }, { all: true })).toBe(0)
  })
})

test('favourites come and go with the people of a sequence', async ({ db, folder }) => {
  const { backup, sequence, photo, visitor } = await settled(db, folder)
  await db.delete(unsavedChanges)
  const favourite = { photoId: photo.id, userId: visitor.id }
  await addFavourite(db, favourite)
  expect(await kinds(db)).toEqual(['people'])
  await saveChanges({ db, backup, tokenKeys }, { all: true })
  const path = `ada/${sequence.id}/people.jsonl`
  expect((await linesOf(folder, path))[1]).toMatchObject({ favourites: [{ userId: visitor.id }], tags: [], marks: [] })
  await removeFavourite(db, favourite)
  expect(await kinds(db)).toEqual(['people'])
  await saveChanges({ db, backup, tokenKeys }, { all: true })
  expect(await backup.head(path)).toBeNull()
})

describe('at the end of a process', () => {
  test('what changed last is written, although it has not settled', async ({ pool: db, folder }) => {
    const { backup, sequence, photo, visitor } = await settled(db, folder)
    await insertTag(db, { photoId: photo.id, authorId: visitor.id })
    expect(await saveChanges({ db, backup, tokenKeys })).toBe(0)
    await saveLastChanges({ db, backup, tokenKeys }, { withinMs: 10_000 })
    expect(await linesOf(folder, `ada/${sequence.id}/people.jsonl`)).toHaveLength(2)
    expect(await kinds(db)).toEqual([])
  })

  test('a store that does not answer is not waited for, and everything stays noted', async ({ pool: db, folder }) => {
    const { backup, photo, visitor } = await settled(db, folder)
    await insertTag(db, { photoId: photo.id, authorId: visitor.id })
    const told = vi.spyOn(console, 'error').mockReturnValue(undefined)
    let fail: ((error: Error) => void) | undefined
    const put = () => new Promise<void>((_, reject) => (fail = reject))
    await saveLastChanges({ db, backup: { ...backup, put }, tokenKeys }, { withinMs: 50 })
    expect(told).toHaveBeenCalledWith('The backup lacks the last changes: it takes too long')
    expect(await kinds(db)).toContain('people')
    fail?.(new Error('the process ends'))
    told.mockRestore()
  })
})
