import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { forgetDirectory, idOf } from '@/demo/v4/ids'
import { getImport } from '@/lib/imports/progress/get-import'
import { listImports } from '@/lib/imports/progress/list-imports'
import { requestImport } from '@/lib/imports/request/request-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { checkChanges } from '@/lib/imports/sync/check-changes'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { saveChanges } from '@/lib/manifests/save-changes'
import { deleteSequence } from '@/lib/sequences/delete-sequence'
import { getSequence } from '@/lib/sequences/get-sequence'
import { removeRows, settleBackup } from '@/lib/sequences/remove-sequence'
import { insertUser } from '@/tests/support/factories'
import { type Importing, testBy } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 6, altitude: 'none', detections: 'none' } as const

/** Mapillary moves the photos from number `from` on to the second sequence, which has `others` of its own. */
function moveOnMapillary(run: Importing, { from = 4, others = 0 } = {}) {
  const second = run.demo.world.sequences[1]
  if (!second) throw new Error('The world has no second sequence')
  const own = second.photos.splice(0).slice(0, others)
  const moved = run.sequence.photos.splice(from - 1)
  for (const photo of moved) photo.sequence = second
  second.photos.push(...moved, ...own)
  forgetDirectory(run.demo.world)
  return { second, own, moved }
}

async function imported(run: Importing, sequenceKey = run.sequence.key) {
  const requested = await run.request(sequenceKey)
  expect(await run.run(requested.importId)).toEqual([])
  return requested
}

const rowsOf = (run: Importing, sequenceId: number) =>
  run.tools.db.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(asc(photos.n))

const progressOf = (run: Importing, importId: number) => getImport(run.tools.db, { importId, userId: run.user.id })

describe.each(['v3', 'v4'] as const)('photos that Mapillary moved, by %s', { timeout: 60_000 }, (version) => {
  const test = testBy[version]
  const keyOf = (photo: { key: string }) => (version === 'v3' ? photo.key : idOf(photo))

  test('stay where they are, and the import says so', async ({ importing }) => {
    const run = await importing(WALK, WALK)
    const first = await imported(run)
    const { second, own } = moveOnMapillary(run, { others: 2 })
    const { importId, sequenceId } = await imported(run, second.key)
    expect(await progressOf(run, importId)).toMatchObject({
      status: 'completed',
      photoTotal: 2,
      isSequenceRemoved: false,
      notes: [
        {
          code: 'photos_elsewhere',
          message: `3 photos of the 5 on Mapillary are already here, in sequence ${first.sequenceId}, and stay there`,
          sequenceId: String(first.sequenceId),
          count: 3,
        },
      ],
    })
    const rows = await rowsOf(run, sequenceId)
    expect(rows.map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual(own.map((photo, i) => [i + 1, keyOf(photo)]))
  })

  test('that are all of a sequence leave none behind, and its import keeps the reason', async ({ importing }) => {
    const run = await importing(WALK, WALK)
    await imported(run)
    const { second } = moveOnMapillary(run)
    const { importId, sequenceId } = await run.request(second.key)
    await expect(run.run(importId)).rejects.toThrow('Nothing was imported')

    expect(await run.tools.db.$count(sequences)).toBe(1)
    const progress = await progressOf(run, importId)
    expect(progress).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching('^Nothing was imported: all photos'),
      photoTotal: 0,
      isSequenceRemoved: true,
      sequenceId: String(sequenceId),
      mapillarySequenceKey: second.key,
    })
    expect(progress.notes.map(({ code }) => code)).toEqual(['photos_elsewhere', 'sequence_removed'])
    expect((await listImports(run.tools.db, { userId: run.user.id })).imports[0]).toMatchObject({
      id: String(importId),
      sequenceName: progress.sequenceName,
    })
    const again = restartImport(run.tools.db, { importId, userId: run.user.id })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await run.run(importId)).toEqual([{ next: 'stop' }])
  })

  test('are named by a look for changes, in both sequences', async ({ importing }) => {
    const run = await importing(WALK, WALK)
    const first = await imported(run)
    const { second } = moveOnMapillary(run, { others: 1 })
    const there = await imported(run, second.key)
    const changes = await checkChanges(run.tools, { sequenceId: first.sequenceId, userId: run.user.id })
    expect(changes.moved.photos.map(({ n, mapillarySequenceKey }) => [n, mapillarySequenceKey])).toEqual(
      [4, 5, 6].map((n) => [n, second.key]),
    )
    expect([changes.gone.total, changes.elsewhere]).toEqual([0, []])
    const others = await checkChanges(run.tools, { sequenceId: there.sequenceId, userId: run.user.id })
    expect(others.elsewhere).toEqual([{ sequenceId: String(first.sequenceId), count: 3 }])
    expect([others.added.total, others.moved.total]).toEqual([0, 0])
  })

  test.for(['import', 'sync'] as const)(
    'move there by %s when their owner says so, and lose nothing',
    async (way, { importing }) => {
      const run = await importing(WALK, WALK)
      const { db } = run.tools
      const first = await imported(run)
      const before = await rowsOf(run, first.sequenceId)
      const [marked] = before.slice(4)
      const other = await insertUser(db)
      const mark = { photoId: marked?.id ?? 0, photoOwnerId: run.user.id, userId: other.id, value: true }
      await db.insert(viewpoints).values(mark)
      const { second, own, moved } = moveOnMapillary(run, { others: way === 'sync' ? 2 : 0 })

      let { importId, sequenceId } =
        way === 'sync'
          ? await imported(run, second.key)
          : await requestImport(run.tools, run.user, { mapillarySequenceKey: second.key, elsewhere: 'move' })
      if (way === 'sync') {
        const asked = { sequenceId, userId: run.user.id, elsewhere: 'move' } as const
        importId = (await requestSync(run.tools, asked)).importId
      }
      expect(await run.run(importId)).toEqual([])

      const progress = await progressOf(run, importId)
      expect(progress).toMatchObject({ status: 'completed', errorTotal: 0 })
      expect(progress.notes).toEqual([
        expect.objectContaining({ code: 'photos_moved', sequenceId: String(first.sequenceId), count: 3 }),
      ])
      const rows = await rowsOf(run, sequenceId)
      const keys = way === 'sync' ? [...own, ...moved].map(keyOf) : moved.map(keyOf)
      expect(rows.map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual(keys.map((key, index) => [index + 1, key]))
      const kept = rows.filter(({ mapillaryKey }) => moved.map(keyOf).includes(mapillaryKey))
      const of = (list: typeof rows) => list.map(({ id, backupKey, backupSha256 }) => ({ id, backupKey, backupSha256 }))
      expect(of(kept)).toEqual(of(before.slice(3)))
      expect(kept.every(({ isPublic }) => isPublic)).toBe(true)
      expect(await db.$count(viewpoints, eq(viewpoints.photoId, mark.photoId))).toBe(1)
      expect((await getSequence(db, { sequenceId: first.sequenceId, viewer: null })).photoCount).toBe(3)
      expect((await getSequence(db, { sequenceId, viewer: null })).photoCount).toBe(rows.length)

      await saveChanges(run.tools, { all: true })
      const sums = (id: number) => readFile(join(run.folder, `ada/${id}/SHA256SUMS`), 'utf8')
      expect(await sums(sequenceId)).toContain(`../${first.sequenceId}/PHOTO_4.jpg`)
      expect(await sums(first.sequenceId)).not.toContain('PHOTO_4.jpg')
      expect(await readFile(join(run.folder, `ada/${sequenceId}/people.jsonl`), 'utf8')).toContain(
        `"userId": ${other.id},`,
      )
    },
  )

  test('keep their files when the sequence that they left is deleted, and their numbers are not given again', async ({
    importing,
  }) => {
    const run = await importing(WALK, WALK)
    const { db } = run.tools
    const first = await imported(run)
    const { second, moved } = moveOnMapillary(run, { from: 5 })
    const asked = { mapillarySequenceKey: second.key, elsewhere: 'move' } as const
    const there = await requestImport(run.tools, run.user, asked)
    expect(await run.run(there.importId)).toEqual([])

    const [late] = run.sequence.photos
    if (!late) throw new Error('The sequence is empty')
    run.add({ ...late, key: 'z'.repeat(22) })
    const sync = await requestSync(run.tools, { sequenceId: first.sequenceId, userId: run.user.id })
    expect(await run.run(sync.importId)).toEqual([])
    expect((await rowsOf(run, first.sequenceId)).map(({ n }) => n)).toEqual([1, 2, 3, 4, 7])

    const { name } = await getSequence(db, { sequenceId: first.sequenceId, viewer: run.user.id })
    await deleteSequence(db, { sequenceId: first.sequenceId, userId: run.user.id, name, backup: true })
    expect(await settleBackup(run.tools, first)).toBe(true)
    expect(await removeRows(db, first)).toBe(true)
    const left = await rowsOf(run, there.sequenceId)
    expect(left).toHaveLength(moved.length)
    for (const { backupKey } of left) expect((await run.backupFile(backupKey ?? '')).length).toBeGreaterThan(0)
    await expect(run.backupFile(`ada/${first.sequenceId}/PHOTO_1.jpg`)).rejects.toThrow('ENOENT')
  })

  test('take the sequence along that has nothing else', async ({ importing }) => {
    const run = await importing(WALK, WALK)
    const first = await imported(run)
    const { second } = moveOnMapillary(run, { from: 1 })
    const asked = { mapillarySequenceKey: second.key, elsewhere: 'move' } as const
    const there = await requestImport(run.tools, run.user, asked)
    expect(await run.run(there.importId)).toEqual([])
    expect((await progressOf(run, there.importId)).notes.map(({ code }) => code)).toEqual([
      'photos_moved',
      'sequence_removed',
    ])
    expect(await settleBackup(run.tools, first)).toBe(true)
    expect(await removeRows(run.tools.db, first)).toBe(true)
    expect(await run.tools.db.$count(sequences)).toBe(1)
    for (const { backupKey } of await rowsOf(run, there.sequenceId))
      expect((await run.backupFile(backupKey ?? '')).length).toBeGreaterThan(0)
  })
})
