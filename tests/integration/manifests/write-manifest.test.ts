import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { keyCandidates, keyMatches } from '@/db/schema/key-matches'
import { createFolderBackup } from '@/lib/backup/folder'
import { Manifest } from '@/lib/backup/manifest'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'
import { backUpPhoto, test } from '@/tests/support/store'

async function readManifest(folder: string, path: string) {
  return Manifest.parse(JSON.parse(await readFile(join(folder, path), 'utf8')))
}

test('holds every photo with ids, moments to the microsecond and numbers as they are', async ({ db, folder }) => {
  const backup = createFolderBackup(folder)
  const owner = await insertUser(db, { username: 'ada' })
  const sequence = await insertSequence(db, { ownerId: owner.id, name: 'Über "alles"\n', tags: ['a,b', 'c'] })
  const photo = await backUpPhoto(db, backup, { sequenceId: sequence.id, n: 1, username: 'ada' })
  const unread = await insertPhoto(db, { sequenceId: sequence.id, n: 2, importedAt: null, lng: null, lat: null })
  await insertDetection(db, { photoId: photo.id, value: 'object--bench' })
  await db.execute(sql`
    update photos set captured_at = '2024-05-03T10:00:00.123456Z', raw = '{"id": 12345678901234567890.5}' where id = ${photo.id}`)
  await db.insert(keyMatches).values({ kind: 'photo', oldKey: 'old', newKey: photo.mapillaryKey, how: 'hand' })
  await db.insert(keyCandidates).values({ photoId: unread.id, newKey: 'perhaps' })

  await writeManifest({ db, backup }, { sequenceId: sequence.id, username: 'ada' })

  const path = `ada/${sequence.id}/manifest.json`
  const manifest = await readManifest(folder, path)
  expect(manifest.sequence).toMatchObject({
    id: sequence.id,
    name: 'Über "alles"\n',
    tags: ['a,b', 'c'],
    publishedAt: '2024-05-04T10:00:00.000000Z',
    owner: { id: owner.id, username: 'ada', mapillaryKey: owner.mapillaryKey },
  })
  expect(manifest.photos).toMatchObject([
    { id: photo.id, file: 'PHOTO_1.jpg', backupKey: photo.backupKey, sha256: photo.backupSha256, sizeBytes: 10 },
    { id: unread.id, file: null, importedAt: null, candidateKeys: ['perhaps'], detections: [] },
  ])
  expect(manifest.photos[0]).toMatchObject({
    capturedAt: '2024-05-03T10:00:00.123456Z',
    oldKeys: [{ oldKey: 'old', how: 'hand' }],
    detections: [{ value: 'object--bench' }],
  })
  const text = await readFile(join(folder, path), 'utf8')
  expect(text).toContain('12345678901234567890.5')
  expect((await backup.head(path))?.metadata.sha256).toBe(createHash('sha256').update(text).digest('hex'))
})

test('SHA256SUMS is checked by sha256sum, also where the owner had another name', async ({ db, folder }) => {
  const backup = createFolderBackup(folder)
  const owner = await insertUser(db, { username: 'ada' })
  const { id: sequenceId } = await insertSequence(db, { ownerId: owner.id })
  await backUpPhoto(db, backup, { sequenceId, n: 1, username: 'ada-before' })
  await backUpPhoto(db, backup, { sequenceId, n: 2, username: 'ada' })

  await writeManifest({ db, backup }, { sequenceId, username: 'ada' })

  const cwd = join(folder, 'ada', String(sequenceId))
  const { stdout } = await promisify(execFile)('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd })
  const before = `../../ada-before/${sequenceId}/PHOTO_1.jpg`
  expect(stdout).toBe(`${before}: OK\nPHOTO_2.jpg: OK\nmanifest.json: OK\n`)
  const manifest = await readManifest(folder, `ada/${sequenceId}/manifest.json`)
  expect(manifest.photos.map(({ file }) => file)).toEqual([before, 'PHOTO_2.jpg'])
})
