import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { keyCandidates, keyMatches } from '@/db/schema/key-matches'
import { createFolderBackup } from '@/lib/backup/folder'
import { originalKey } from '@/lib/backup/keys'
import { Manifest } from '@/lib/backup/manifest'
import type { Backup } from '@/lib/backup/types'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { test as base } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mtp-manifests-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },
})

/** A photo of the sequence whose original lies in the backup under that user name. */
async function backUp(
  db: Db,
  backup: Backup,
  { sequenceId, n, username }: { sequenceId: number; n: number; username: string },
) {
  const bytes = Buffer.from(`original ${n}`)
  const backupKey = originalKey(username, sequenceId, n)
  const backupSha256 = createHash('sha256').update(bytes).digest('hex')
  await backup.put(backupKey, Readable.from([bytes]), { contentType: 'image/jpeg', metadata: () => ({}) })
  const stored = { backupKey, backupSha256, backupBytes: bytes.length, backedUpAt: new Date() }
  return insertPhoto(db, { sequenceId, n, ...stored })
}

async function readManifest(folder: string, path: string) {
  return Manifest.parse(JSON.parse(await readFile(join(folder, path), 'utf8')))
}

test('holds every photo with ids, moments to the microsecond and numbers as they are', async ({ db, folder }) => {
  const backup = createFolderBackup(folder)
  const owner = await insertUser(db, { username: 'ada' })
  const sequence = await insertSequence(db, { ownerId: owner.id, name: 'Über "alles"\n', tags: ['a,b', 'c'] })
  const photo = await backUp(db, backup, { sequenceId: sequence.id, n: 1, username: 'ada' })
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
  await backUp(db, backup, { sequenceId, n: 1, username: 'ada-before' })
  await backUp(db, backup, { sequenceId, n: 2, username: 'ada' })

  await writeManifest({ db, backup }, { sequenceId, username: 'ada' })

  const cwd = join(folder, 'ada', String(sequenceId))
  const { stdout } = await promisify(execFile)('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd })
  const before = `../../ada-before/${sequenceId}/PHOTO_1.jpg`
  expect(stdout).toBe(`${before}: OK\nPHOTO_2.jpg: OK\nmanifest.json: OK\n`)
  const manifest = await readManifest(folder, `ada/${sequenceId}/manifest.json`)
  expect(manifest.photos.map(({ file }) => file)).toEqual([before, 'PHOTO_2.jpg'])
})
