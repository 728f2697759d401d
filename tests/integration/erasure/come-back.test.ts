import { cp, rm } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { one } from '@/db/one'
import { unsavedChanges } from '@/db/schema/instance'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tags } from '@/db/schema/tags'
import { createFolderBackup } from '@/lib/backup/folder'
import { erase } from '@/lib/erasure/erase'
import { getImport } from '@/lib/imports/progress/get-import'
import { checkChanges } from '@/lib/imports/sync/check-changes'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { restore } from '@/lib/restore/restore'
import { createWorld, test as withWorld } from '@/tests/support/backup-world'
import { erasingTools } from '@/tests/support/erasing'
import { type Importing, test as withImport } from '@/tests/support/importing'
import { tokenKeys } from '@/tests/support/store'

const WALK = { username: 'ada', photos: 4, altitude: 'none', detections: 'none' } as const

async function imported(run: Importing) {
  const requested = await run.request()
  expect(await run.run(requested.importId)).toEqual([])
  return requested
}

async function eraseFirst(run: Importing, kind: 'photo' | 'sequence') {
  const { db, backup } = run.tools
  const photo = one(await db.select().from(photos).where(eq(photos.n, 1)))
  const tools = await erasingTools(db, { backup, folder: run.folder })
  await erase(tools, { kind, id: kind === 'photo' ? photo.id : photo.sequenceId }, 'A court order')
  await rm(`${run.folder}-second`, { recursive: true })
  return photo
}

describe('an erased photo', () => {
  withImport('is brought in by no sync, which says so', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { sequenceId } = await imported(run)
    const erased = await eraseFirst(run, 'photo')
    const { added, incomplete } = await checkChanges(run.tools, { sequenceId, userId: run.user.id })
    expect([added.total, incomplete.total]).toEqual([0, 0])

    const { importId } = await requestSync(run.tools, { sequenceId, userId: run.user.id })
    expect(await run.run(importId)).toEqual([])
    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress.notes).toEqual([
      { code: 'photos_erased', message: 'One photo was erased by the operator and is not imported again', count: 1 },
    ])
    expect(await pool.$count(photos, eq(photos.mapillaryKey, erased.mapillaryKey))).toBe(0)
    expect(await pool.$count(photos, eq(photos.sequenceId, sequenceId))).toBe(3)
  })

  withImport('is left out when its sequence is deleted and imported again', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { sequenceId } = await imported(run)
    await eraseFirst(run, 'photo')
    await pool.delete(sequences).where(eq(sequences.id, sequenceId))
    const { importId } = await imported(run)
    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress).toMatchObject({ status: 'completed', photoTotal: 3, notes: [{ code: 'photos_erased', count: 1 }] })
  })

  withWorld('is not restored, not even where the manifest is older', async ({ pool, after, folder }) => {
    const { backup, ada, walk } = await createWorld(pool, folder)
    const older = `${folder}-older`
    await cp(folder, older, { recursive: true })
    const photo = one(await pool.select().from(photos).where(eq(photos.publicKey, '.public/ada/1/PHOTO_1.jpg')))
    const tools = await erasingTools(pool, { backup, folder })
    await erase(tools, { kind: 'photo', id: photo.id }, 'A court order')
    for (const file of ['.map-the-paths/deleted.jsonl', '.meta/.map-the-paths/deleted.jsonl.json'])
      await cp(`${folder}/${file}`, `${older}/${file}`)

    const result = await restore({ db: after, backup: createFolderBackup(older), tokenKeys })
    for (const made of [older, `${folder}-second`]) await rm(made, { recursive: true })
    expect(result).toMatchObject({ photos: 4, problems: [] })
    expect(await after.$count(photos, eq(photos.id, photo.id))).toBe(0)
    expect(await after.$count(photos, eq(photos.sequenceId, walk.id))).toBe(3)
    expect(await after.$count(tags, eq(tags.photoId, photo.id))).toBe(0)
    const [before] = await pool.select().from(sequences).where(eq(sequences.id, walk.id))
    const [restored] = await after.select().from(sequences).where(eq(sequences.id, walk.id))
    expect(restored?.photoCount).toBe(before?.photoCount)
    expect(restored?.line).toEqual(before?.line)
    expect(await after.$count(unsavedChanges, eq(unsavedChanges.sequenceId, walk.id))).toBeGreaterThan(0)
    expect(ada.id).toBe(restored?.ownerId)
  })
})

describe('an erased sequence', () => {
  withImport('is not imported again, whoever asks', async ({ importing, pool }) => {
    const run = await importing(WALK)
    await imported(run)
    await eraseFirst(run, 'sequence')
    await expect(run.request()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This sequence was erased here by the operator and is not imported again.',
    })
    expect(await pool.$count(sequences)).toBe(0)
  })
})
