import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { createFolderBackup } from '@/lib/backup/folder'
import { readMarker, writeMarker } from '@/lib/backup/marker'
import { checkStore } from '@/lib/manifests/check-store'
import { guardStore } from '@/lib/manifests/guard-store'
import { insertSequence } from '@/tests/support/factories'
import { backUpPhoto, test } from '@/tests/support/store'

const ANOTHER = { id: '6f1f4c1e-6d0e-4d6f-9a4f-0a3a1b2c3d4e' }

async function ownId(db: Db): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`select id from instance`)
  return row?.id ?? ''
}

/** A sequence with three originals, as they were before there were markers. */
async function backUpSome(db: Db, folder: string): Promise<void> {
  const backup = createFolderBackup(folder)
  const { id: sequenceId } = await insertSequence(db)
  for (const n of [1, 2, 3]) await backUpPhoto(db, backup, { sequenceId, n, username: 'ada' })
}

test('a new instance makes its folder and marks it', async ({ db, folder }) => {
  const backup = createFolderBackup(join(folder, 'new'))
  expect(await checkStore({ db, backup })).toEqual({ state: 'ours' })
  expect(await readMarker(backup)).toEqual({ id: await ownId(db) })
  expect(await checkStore({ db, backup })).toEqual({ state: 'ours' })
})

test('a backup with files is offered to an empty database, and not touched', async ({ db, folder }) => {
  await mkdir(join(folder, 'ada/7'), { recursive: true })
  await writeFile(join(folder, 'ada/7/PHOTO_1.jpg'), 'an original')
  expect(await checkStore({ db, backup: createFolderBackup(folder) })).toMatchObject({ state: 'restorable' })
  await writeMarker(createFolderBackup(folder), ANOTHER)
  expect(await checkStore({ db, backup: createFolderBackup(folder) })).toMatchObject({ state: 'restorable' })
  expect(await readMarker(createFolderBackup(folder))).toEqual(ANOTHER)
})

test('a backup of before there were markers is marked when a sample of it is as noted', async ({ db, folder }) => {
  await backUpSome(db, folder)
  const backup = createFolderBackup(folder)
  expect(await checkStore({ db, backup })).toEqual({ state: 'ours' })
  expect(await readMarker(backup)).toEqual({ id: await ownId(db) })
})

const DIFFERENCES: [string, (db: Db, folder: string) => Promise<unknown>, RegExp][] = [
  [
    'a name',
    (_, folder) => rm(join(folder, 'ada'), { recursive: true }).then(() => writeFile(join(folder, 'x'), 'x')),
    /is not in it/,
  ],
  ['a size', (db) => db.update(photos).set({ backupBytes: 1 }).where(eq(photos.n, 2)), /another size/],
  [
    'a byte',
    (db) =>
      db
        .update(photos)
        .set({ backupSha256: 'ab'.repeat(32) })
        .where(eq(photos.n, 3)),
    /other bytes/,
  ],
]
for (const [what, change, reason] of DIFFERENCES)
  test(`a backup without a marker that differs in ${what} is refused`, async ({ db, folder }) => {
    await backUpSome(db, folder)
    await change(db, folder)
    const backup = createFolderBackup(folder)
    expect(await checkStore({ db, backup })).toMatchObject({ state: 'refused', reason: expect.stringMatching(reason) })
    expect(await readMarker(backup)).toBeNull()
  })

test("another instance's backup is refused", async ({ db, folder }) => {
  await backUpSome(db, folder)
  await writeMarker(createFolderBackup(folder), ANOTHER)
  const store = await checkStore({ db, backup: createFolderBackup(folder) })
  expect(store).toEqual({ state: 'refused', reason: 'The backup belongs to another instance' })
})

test('while the folder is away or empty nothing is written, and all goes on when it is back', async ({
  db,
  folder,
}) => {
  const root = join(folder, 'backup')
  await mkdir(root)
  await backUpSome(db, root)
  const backup = guardStore({ db, backup: createFolderBackup(root) }, { trustMs: 0 })
  const put = () =>
    backup.put('ada/9/PHOTO_1.jpg', Readable.from([Buffer.from('new')]), {
      contentType: 'image/jpeg',
      metadata: () => ({}),
    })
  await put()

  await rename(root, join(folder, 'away'))
  await expect(put()).rejects.toMatchObject({ code: 'BACKUP_FAILED', message: expect.stringMatching(/disk mounted/) })
  await expect(backup.check()).rejects.toMatchObject({ code: 'BACKUP_FAILED' })
  expect(await readdir(dirname(root))).toEqual(['away'])

  await mkdir(root) // as an unmounted disk leaves it
  await expect(put()).rejects.toMatchObject({ code: 'BACKUP_FAILED' })
  await expect(backup.remove('ada/9/PHOTO_1.jpg')).rejects.toMatchObject({ code: 'BACKUP_FAILED' })
  expect(await readdir(root)).toEqual([])

  await rm(root, { recursive: true })
  await rename(join(folder, 'away'), root)
  await put()
})
