import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { takeoutFiles, takeouts } from '@/db/schema/takeouts'
import { createFolderBackup } from '@/lib/backup/folder'
import { takeoutPrefix } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { deleteTakeout, sweepTakeouts } from '@/lib/takeouts/end-takeouts'
import { getTakeout, listTakeouts } from '@/lib/takeouts/list-takeouts'
import { restartLostTakeouts } from '@/lib/takeouts/making/active-takeout'
import { makeTakeout } from '@/lib/takeouts/making/make-takeout'
import { requestTakeout } from '@/lib/takeouts/request-takeout'
import { boxShape, insertDetection, insertSequence, insertTag, insertUser } from '@/tests/support/factories'
import { backUpPhoto, test } from '@/tests/support/store'
import { downloadArchive, faultsOfBag, makeWhole, ORIGIN, takeoutTools } from '@/tests/support/takeout'

const ADDRESSES = { origin: ORIGIN, sign: () => 'expires=1&signature=s' }

/** A user with one sequence of photos in the backup. */
async function scene(db: Db, folder: string, count = 3) {
  const backup = createFolderBackup(folder)
  const user = await insertUser(db, { username: 'ada' })
  const sequence = await insertSequence(db, { ownerId: user.id, name: 'Über den Pass' })
  const sequenceId = sequence.id
  const kept = []
  for (let n = 1; n <= count; n += 1)
    kept.push(await backUpPhoto(db, backup, { sequenceId, n, username: 'ada', isPrivate: n === 2, isPano: n === 1 }))
  const tools = takeoutTools(db, backup, folder)
  const request = () => requestTakeout(tools, { userId: user.id, input: { all: true } })
  return { tools, backup, user, sequenceId, kept, request, folder: `data/ada/${sequenceId}` }
}

describe('a takeout', () => {
  test('is a valid bag with the originals, the data and what uploaders need', async ({ db, folder }) => {
    const { tools, user, kept, request, folder: inBag, sequenceId: id } = await scene(db, folder)
    const [first] = kept
    await insertDetection(db, { photoId: first?.id ?? 0, value: 'object--bench' })
    await insertTag(db, { photoId: first?.id ?? 0, shape: boxShape(0.5) })
    const requested = await request()
    await makeWhole(tools, requested)
    const { takeoutId } = requested
    const { bytes, files } = await downloadArchive(tools, { takeoutId, userId: user.id })

    expect(faultsOfBag(files)).toEqual([])
    const perPhoto = [1, 2, 3].flatMap((n) => [`PHOTO_${n}.jpg`, `PHOTO_${n}.xmp`, `stac/PHOTO_${n}.json`])
    const perSequence = ['manifest.json', 'sequence.gpx', 'photos.geojson', 'photos.csv', 'panoramax.csv']
    const others = ['mapillary_image_description.json', 'stac/collection.json']
    const viewer = ['viewer.js', 'viewer.css', 'land.js', 'sequences.js', `${id}/photos.js`, `${id}/regions-0.js`]
    expect([...files.keys()].sort()).toEqual(
      [
        ...[...perPhoto, ...perSequence, ...others].map((name) => `${inBag}/${name}`),
        ...viewer.map((name) => `viewer/${name}`),
        ...['index.html', 'catalog.json', 'bagit.txt', 'bag-info.txt', 'README.txt'],
        ...['manifest-sha256.txt', 'tagmanifest-sha256.txt'],
      ].sort(),
    )
    const read = (name: string) => files.get(`${inBag}/${name}`)?.toString() ?? ''
    expect(read('PHOTO_2.jpg')).toBe('original 2')
    expect(JSON.parse(read('manifest.json'))).toMatchObject({ version: 2, photos: [{ n: 1 }, { n: 2 }, { n: 3 }] })
    expect(JSON.parse(read('photos.geojson')).features).toHaveLength(3)
    expect(read('sequence.gpx')).toContain('Über den Pass')
    expect(read('panoramax.csv').split('\r\n')[1]).toBe('PHOTO_1.jpg,54.45,-3.1,2024-05-03T10:00:00.000Z,9000/100,T,,')
    expect(JSON.parse(read('mapillary_image_description.json'))[0]).toEqual({
      filename: 'PHOTO_1.jpg',
      filetype: 'image',
      MAPLatitude: 54.45,
      MAPLongitude: -3.1,
      MAPCaptureTime: '2024_05_03_10_00_00_000',
      MAPCompassHeading: { TrueHeading: 90, MagneticHeading: 90 },
      MAPSequenceUUID: expect.any(String),
    })
    expect(read('PHOTO_1.xmp')).toContain('exif:GPSLatitude="54,27.000000N"')
    expect(read('PHOTO_1.xmp')).toContain('<rdf:li>Bench</rdf:li>')
    expect(read('PHOTO_1.xmp')).toContain('GPano:ProjectionType="equirectangular"')

    expect(await getTakeout(db, ADDRESSES, { takeoutId, userId: user.id })).toMatchObject({
      state: 'ready',
      done: 3,
      total: 3,
      bytes: bytes.length,
      links: { zip: `${ORIGIN}/api/v1/takeouts/${takeoutId}.zip` },
      parts: [{ part: 1, bytes: bytes.length }],
    })
    expect(await db.select({ crc32: photos.backupCrc32 }).from(photos)).toEqual(
      kept.map(() => ({ crc32: expect.any(Number) })),
    )
  })

  test('comes in parts that make the same bag together', async ({ db, folder }) => {
    const { tools, user } = await scene(db, folder, 8)
    const requested = await requestTakeout(tools, { userId: user.id, input: { all: true, partBytes: 3_000 } })
    await makeWhole(tools, requested)
    const of = { takeoutId: requested.takeoutId, userId: user.id }
    const { parts } = await getTakeout(db, ADDRESSES, of)
    expect(parts.length).toBeGreaterThan(2)
    const together = new Map<string, Buffer>()
    for (const { part, bytes } of parts) {
      const archive = await downloadArchive(tools, { ...of, part })
      expect(archive.bytes.length).toBe(bytes)
      for (const [path, content] of archive.files) together.set(path, content)
    }
    const whole = await downloadArchive(tools, of)
    expect(faultsOfBag(together)).toEqual([])
    expect(together).toEqual(whole.files)
    await expect(downloadArchive(tools, { ...of, part: parts.length + 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('leaves out originals that are missing or have other bytes, and says so', async ({ db, folder }) => {
    const { tools, user, request, kept, folder: inBag } = await scene(db, folder)
    await rm(join(folder, kept[0]?.backupKey ?? ''))
    await writeFile(join(folder, kept[1]?.backupKey ?? ''), 'original X')
    const requested = await request()
    await makeWhole(tools, requested)
    const { files } = await downloadArchive(tools, { takeoutId: requested.takeoutId, userId: user.id })
    expect(faultsOfBag(files)).toEqual([])
    expect([...files.keys()].filter((path) => path.endsWith('.jpg'))).toEqual([`${inBag}/PHOTO_3.jpg`])
    expect(files.get('README.txt')?.toString()).toContain(`${inBag}/PHOTO_1.jpg\n  ${inBag}/PHOTO_2.jpg`)
    const [bad] = await db.select().from(photos).where(eq(photos.n, 2))
    expect(bad?.backupCrc32).toBeNull()
  })
})

describe('the making', () => {
  test('that is killed at any point goes on and lists everything once', async ({ db, folder }) => {
    const { tools, user, request } = await scene(db, folder, 40)
    const requested = await request()
    for (let puts = 0; puts < 2; puts += 1) {
      const killed = { ...tools, backup: dyingBackup(tools.backup, puts) }
      await expect(makeTakeout(killed, requested)).rejects.toThrow('killed')
    }
    await makeWhole(tools, requested)
    const { files } = await downloadArchive(tools, { takeoutId: requested.takeoutId, userId: user.id })
    expect(faultsOfBag(files)).toEqual([])
    expect([...files.keys()].filter((path) => path.endsWith('.jpg'))).toHaveLength(40)
    expect(await makeTakeout(tools, requested)).toEqual({ next: 'stop' })
  })

  test('by two runs at once lists everything once', async ({ pool, folder }) => {
    const { tools, user, request } = await scene(pool, folder, 70)
    const requested = await request()
    await Promise.all([makeWhole(tools, requested), makeWhole(tools, requested)])
    const { files } = await downloadArchive(tools, { takeoutId: requested.takeoutId, userId: user.id })
    expect(faultsOfBag(files)).toEqual([])
    expect([...files.keys()].filter((path) => path.endsWith('.jpg'))).toHaveLength(70)
  })

  test('waits while the backup is away, and goes on', async ({ db, folder }) => {
    const { tools, user, request } = await scene(db, folder)
    const requested = await request()
    const away = new AppError('BACKUP_FAILED', 'The backup folder cannot be read')
    const broken = { ...tools, backup: { ...tools.backup, put: () => Promise.reject(away) } }
    expect(await makeTakeout(broken, requested)).toMatchObject({ next: 'wait' })
    await makeWhole(tools, requested)
    expect((await getTakeout(db, ADDRESSES, { takeoutId: requested.takeoutId, userId: user.id })).state).toBe('ready')
  })

  test('that was lost is begun again, and the older run stops', async ({ db, folder }) => {
    const { tools, request } = await scene(db, folder)
    const requested = await request()
    await db.update(takeouts).set({ movedAt: sql`now() - interval '1 hour'` })
    expect(await restartLostTakeouts(db)).toEqual([{ ...requested, attempt: 2 }])
    expect(await makeTakeout(tools, requested)).toEqual({ next: 'stop' })
    expect(await makeTakeout(tools, { ...requested, attempt: 2 })).toEqual({ next: 'done' })
  })
})

describe('a request', () => {
  test('for a sequence of somebody else, or for nothing, is refused', async ({ db, folder }) => {
    const { tools, sequenceId } = await scene(db, folder)
    const stranger = await insertUser(db)
    const ask = (input: Parameters<typeof requestTakeout>[1]['input']) =>
      requestTakeout(tools, { userId: stranger.id, input })
    await expect(ask({ sequences: [sequenceId] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(ask({ all: true })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await listTakeouts(db, ADDRESSES, stranger.id)).toEqual([])
  })

  test('while three are being made is refused', async ({ db, folder }) => {
    const { request } = await scene(db, folder)
    for (let n = 0; n < 3; n += 1) await request()
    await expect(request()).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('the end', () => {
  test('by its time or its owner takes the files along and leaves the originals', async ({ db, folder }) => {
    const { tools, backup, user, request, kept } = await scene(db, folder)
    const [expired, deleted, live] = [await request(), await request(), await request()]
    for (const requested of [expired, deleted, live]) await makeWhole(tools, requested)
    await db
      .update(takeouts)
      .set({ expiresAt: new Date(0) })
      .where(eq(takeouts.id, expired.takeoutId))
    await expect(deleteTakeout(db, { takeoutId: deleted.takeoutId, userId: user.id + 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await deleteTakeout(db, { takeoutId: deleted.takeoutId, userId: user.id })

    expect(await sweepTakeouts({ db, backup })).toEqual({ ended: 1, removed: 4 })
    const of = (requested: { takeoutId: number }) => ({ takeoutId: requested.takeoutId, userId: user.id })
    expect(await getTakeout(db, ADDRESSES, of(expired))).toMatchObject({ state: 'ended', links: { zip: null } })
    await expect(getTakeout(db, ADDRESSES, of(deleted))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(downloadArchive(tools, of(expired))).rejects.toMatchObject({ status: 410 })
    expect(faultsOfBag((await downloadArchive(tools, of(live))).files)).toEqual([])
    expect(await keysUnder(backup, takeoutPrefix(expired.takeoutId))).toEqual([])
    expect(await keysUnder(backup, 'ada/')).toHaveLength(kept.length)
    expect(await db.$count(takeoutFiles, eq(takeoutFiles.takeoutId, expired.takeoutId))).toBe(0)
    expect(await sweepTakeouts({ db, backup })).toEqual({ ended: 0, removed: 0 })
  })
})

/** A backup whose process dies after so many writes. */
function dyingBackup(backup: Backup, puts: number): Backup {
  let left = puts
  return {
    ...backup,
    async put(key, body, options) {
      if (left === 0) {
        body.destroy()
        throw new Error('killed')
      }
      left -= 1
      await backup.put(key, body, options)
    },
  }
}

async function keysUnder(backup: Backup, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of backup.list(prefix)) keys.push(key)
  return keys
}
