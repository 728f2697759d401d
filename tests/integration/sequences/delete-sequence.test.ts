import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { createFolderBackup } from '@/lib/backup/folder'
import { Manifest } from '@/lib/backup/manifest'
import type { Backup } from '@/lib/backup/types'
import { getImport } from '@/lib/imports/progress/get-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { deleteSequence } from '@/lib/sequences/delete-sequence'
import { getSequence } from '@/lib/sequences/get-sequence'
import { removeLateFiles, removeRows, settleBackup } from '@/lib/sequences/remove-sequence'
import { restartLostDeletions } from '@/lib/sequences/restart-lost-deletions'
import { ago } from '@/tests/support/ago'
import { insertUser } from '@/tests/support/factories'
import { createGate } from '@/tests/support/gate'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'none', detections: 'none' } as const

const filesIn = async (run: Importing) =>
  (await readdir(run.folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.meta|\.map-the-paths/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name).slice(run.folder.length + 1))
    .sort()

async function nameOf(run: Importing, sequenceId: number) {
  return (await getSequence(run.tools.db, { sequenceId, viewer: run.user.id })).name
}

async function ask(run: Importing, sequenceId: number, backup: boolean) {
  const own = { sequenceId, userId: run.user.id }
  return deleteSequence(run.tools.db, { ...own, name: await nameOf(run, sequenceId), backup })
}

/** The steps of the function, one after the other. */
async function remove(run: Importing, sequenceId: number) {
  expect(await settleBackup(run.tools, { sequenceId })).toBe(true)
  expect(await removeRows(run.tools.db, { sequenceId })).toBe(true)
}

describe('a deletion', () => {
  test('hides the sequence from all but its owner at once', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    await ask(run, sequenceId, true)
    await expect(getSequence(pool, { sequenceId, viewer: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await getSequence(pool, { sequenceId, viewer: run.user.id })).deletedAt).not.toBeNull()
    expect(await pool.$count(photos, eq(photos.isPublic, true))).toBe(0)
  })

  test('removes rows, marks and every file when the backup goes too', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    const [photo] = await pool.select().from(photos)
    const other = await insertUser(pool)
    await pool
      .insert(viewpoints)
      .values({ photoId: photo?.id ?? 0, photoOwnerId: run.user.id, userId: other.id, value: true })
    expect(await filesIn(run)).toHaveLength(11) // originals, pictures for everybody, their hashes, the manifest

    expect(await ask(run, sequenceId, true)).toMatchObject({ backupFolder: null, cancelledImportId: null })
    await remove(run, sequenceId)

    for (const table of [sequences, photos, imports, viewpoints]) expect(await pool.$count(table)).toBe(0)
    expect(await filesIn(run)).toEqual([])
  })

  test('takes second copies and quarantined files along, and nothing of others', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    const second = createFolderBackup(await mkdtemp(join(tmpdir(), 'mtp-second-')))
    const put = (store: Backup, key: string) =>
      store.put(key, Readable.from([Buffer.from('x')]), { contentType: 'image/jpeg', metadata: () => ({}) })
    for (const store of [second, run.tools.backup]) {
      await put(store, `.quarantine/2026-11-29/ada/${sequenceId}/PHOTO_1.jpg`)
      await put(store, `.quarantine/2026-11-29/ada/${sequenceId}0/PHOTO_1.jpg`)
    }
    await put(second, `ada/${sequenceId}/PHOTO_1.jpg`)
    await put(second, `.public/ada/${sequenceId}/PHOTO_1.jpg`)

    await ask(run, sequenceId, true)
    expect(await settleBackup({ ...run.tools, second }, { sequenceId })).toBe(true)
    const left = [`.quarantine/2026-11-29/ada/${sequenceId}0/PHOTO_1.jpg`]
    expect(await filesIn(run)).toEqual(left)
    const inSecond: string[] = []
    for await (const key of second.list('')) inSecond.push(key)
    expect(inSecond).toEqual(left)
  })

  test('that keeps the backup says where it lies and leaves a manifest, also of an import that never ended', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    await run.tools.backup.remove(`ada/${sequenceId}/manifest.json`)
    expect(await ask(run, sequenceId, false)).toMatchObject({ backupFolder: `ada/${sequenceId}/` })
    await remove(run, sequenceId)
    expect(await pool.$count(sequences)).toBe(0)
    const manifest = Manifest.parse(JSON.parse((await run.backupFile(`ada/${sequenceId}/manifest.json`)).toString()))
    expect(manifest.photos.map(({ file }) => file)).toEqual([1, 2, 3, 4].map((n) => `PHOTO_${n}.jpg`))
    expect(manifest.photos.map(({ publicKey }) => publicKey)).toEqual([null, null, null, null])
    expect(await filesIn(run)).toHaveLength(6) // what was kept for everybody goes all the same
  })

  test('finds the files that were put away under an earlier user name', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    const { tools, user } = run
    await tools.db.execute(`update users set username = 'ada-lovelace' where id = ${user.id}`)
    await ask(run, sequenceId, true)
    await remove(run, sequenceId)
    expect(await filesIn(run)).toEqual([])
  })

  test('while it is importing cancels the import first and leaves no orphan in the bucket', async ({
    importing,
    pool,
  }) => {
    const run = await importing({ ...WALK, photos: 8 })
    const { importId, sequenceId } = await run.request()
    const release = createGate()
    const held = createGate()
    const put = run.tools.backup.put.bind(run.tools.backup)
    run.tools.backup.put = async (key, body, options) => {
      await put(key, body, options) // the object is there, and nobody has noted it yet
      if (!key.endsWith('.jpg')) return
      held.open()
      await release.opened
    }
    const running = run.run(importId).catch((error: unknown) => error)
    await held.opened

    const deletion = await ask(run, sequenceId, true)
    expect(deletion.cancelledImportId).toBe(importId)
    expect(await getImport(pool, { importId, userId: run.user.id })).toMatchObject({
      status: 'cancelled',
      reason: 'Cancelled because the sequence was deleted',
    })
    await remove(run, sequenceId)
    release.open()
    await running

    expect(await filesIn(run)).toEqual([])
    expect(await pool.$count(sequences)).toBe(0)
  })

  test('removes what a killed process left after all was over', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    await ask(run, sequenceId, true)
    const late = await run.tools.backup.get(`ada/${sequenceId}/PHOTO_1.jpg`)
    if (!late) throw new Error('No original')
    await remove(run, sequenceId)
    await run.tools.backup.put(`ada/${sequenceId}/PHOTO_1.jpg`, late.body, {
      contentType: 'image/jpeg',
      metadata: () => ({}),
    })
    expect(await removeLateFiles(run.tools, { sequenceId, userId: run.user.id })).toBe(true)
    expect(await filesIn(run)).toEqual([])
  })

  test('run twice is over the second time', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    await ask(run, sequenceId, true)
    await remove(run, sequenceId)
    await remove(run, sequenceId)
  })

  test('never touches a sequence that was not deleted', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    await remove(run, sequenceId)
    expect(await removeLateFiles(run.tools, { sequenceId, userId: run.user.id })).toBe(true)
    expect(await filesIn(run)).toHaveLength(11)
    expect(await pool.$count(photos)).toBe(4)
  })

  test('needs the right name, and the owner', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { sequenceId } = await run.request()
    const input = { sequenceId, userId: run.user.id, backup: true }
    await expect(deleteSequence(pool, { ...input, name: 'another' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const foreign = { ...input, userId: (await insertUser(pool)).id, name: await nameOf(run, sequenceId) }
    await expect(deleteSequence(pool, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await getSequence(pool, { sequenceId, viewer: run.user.id })).deletedAt).toBeNull()
  })

  test('asked for twice keeps the first answer about the backup', async ({ importing }) => {
    const run = await importing(WALK)
    const { sequenceId } = await run.request()
    await ask(run, sequenceId, false)
    expect(await ask(run, sequenceId, true)).toMatchObject({ backup: false })
  })

  test('that is not over after a while is found by the sweep', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { sequenceId } = await run.request()
    await ask(run, sequenceId, true)
    const age = (seconds: number) => pool.update(sequences).set({ deletionMovedAt: ago(seconds) })
    const lost = [{ sequenceId, userId: run.user.id, backup: true }]
    await age(45)
    expect(await restartLostDeletions(pool)).toEqual([])
    await age(60)
    expect(await restartLostDeletions(pool)).toEqual(lost)
    await age(60)
    expect(await restartLostDeletions(pool)).toEqual([]) // twice as long the second time
    await age(110)
    expect(await restartLostDeletions(pool)).toEqual(lost)
  })
})

describe('a sequence that is being deleted', () => {
  test('can be imported anew when it is gone, not before, and nothing else starts meanwhile', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    const own = { sequenceId, userId: run.user.id }
    await ask(run, sequenceId, true)
    await expect(run.request()).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(requestSync(run.tools, own)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(restartImport(pool, { importId, userId: own.userId })).rejects.toMatchObject({ code: 'CONFLICT' })
    await remove(run, sequenceId)
    const again = await run.request()
    expect(again.sequenceId).not.toBe(sequenceId)
    expect(await run.run(again.importId)).toEqual([])
    expect(await pool.$count(photos)).toBe(4)
  })
})
