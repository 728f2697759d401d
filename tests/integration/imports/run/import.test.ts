import { createHash } from 'node:crypto'
import { eq, gt, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { detections } from '@/db/schema/detections'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { Manifest } from '@/lib/backup/manifest'
import { climbMetersOf } from '@/lib/geo/elevation-profile'
import { unpackLine } from '@/lib/geo/lines/line'
import { getImport } from '@/lib/imports/progress/get-import'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { findSequences } from '@/lib/sequences/find-sequences'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import { test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 5, altitude: 'all', detections: 'all' } as const

describe('an import', () => {
  test('brings in every photo, its data, detections and original, and publishes the sequence', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()

    expect(await run.run(importId)).toEqual([])

    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress.status).toBe('completed')
    for (const stage of Object.values(progress.stages))
      expect(stage).toMatchObject({ total: 5, done: 5, failed: 0, waiting: 0 })
    const rows = await pool.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(photos.n)
    expect(rows.map(({ mapillaryKey }) => mapillaryKey)).toEqual(run.sequence.photos.map(({ key }) => key))
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5])
    expect(rows.every(({ isPublic }) => isPublic)).toBe(true)
    const [sequence] = await pool.select().from(sequences)
    expect(sequence).toMatchObject({ photoCount: 5, isPublic: true, isPrivate: false })
    expect(sequence?.line).not.toBeNull()
  })

  test('keeps the position of the camera and the computed one apart', async ({ importing, pool }) => {
    const run = await importing(WALK)
    await run.run((await run.request()).importId)
    const [row] = await pool.select().from(photos).orderBy(photos.n).limit(1)
    const [photo] = run.sequence.photos
    expect([row?.lng, row?.lat]).toEqual(photo?.lngLat.map((degrees) => expect.closeTo(degrees, 6)))
    expect([row?.computedLng, row?.computedLat]).toEqual(
      photo?.computedLngLat.map((degrees) => expect.closeTo(degrees, 6)),
    )
  })

  test('goes on without computed positions when Mapillary refuses the parameter', async ({ importing, pool }) => {
    const run = await importing(WALK)
    run.fault = (request, response) => {
      if (!request.url?.includes('computed_coordinates')) return false
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"message":"Unknown parameter"}')
      return true
    }
    expect(await run.run((await run.request()).importId)).toEqual([])
    const rows = await pool.select().from(photos)
    expect(rows.every(({ lng, computedLng }) => lng !== null && computedLng === null)).toBe(true)
  })

  test('stores no computed positions when Mapillary ignores the parameter', async ({ importing, pool }) => {
    const run = await importing(WALK)
    run.fault = (request) => {
      request.url = request.url?.replace('computed_coordinates=true', 'ignored=1')
      return false
    }
    await run.run((await run.request()).importId)
    const rows = await pool.select().from(photos)
    expect(rows.every(({ lng, computedLng }) => lng !== null && computedLng === null)).toBe(true)
  })

  test('stores all three layers of detections as Mapillary has them', async ({ importing, pool }) => {
    const run = await importing(WALK)
    await run.run((await run.request()).importId)
    const rows = await pool.select().from(detections)
    expect(new Set(rows.map(({ layer }) => layer))).toEqual(new Set(['trafficsigns', 'segmentations', 'instances']))
    expect(rows.every(({ shape, score, area }) => shape !== null && score !== null && area !== null)).toBe(true)
  })

  test('writes each original byte for byte, with its hash, and a manifest that holds everything', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    const served = await Promise.all(run.sequence.photos.map((photo) => run.demo.pictures.original(photo)))
    for (const [index, bytes] of served.entries()) {
      const stored = await run.backupFile(`ada/${sequenceId}/PHOTO_${index + 1}.jpg`)
      expect(stored.equals(bytes)).toBe(true)
    }
    const manifest = Manifest.parse(JSON.parse((await run.backupFile(`ada/${sequenceId}/manifest.json`)).toString()))
    expect(manifest.photos.map(({ n, mapillaryKey, sha256 }) => ({ n, mapillaryKey, sha256 }))).toEqual(
      served.map((bytes, index) => ({
        n: index + 1,
        mapillaryKey: run.sequence.photos[index]?.key,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    )
    expect(manifest.photos.flatMap((photo) => photo.detections)).toHaveLength(await pool.$count(detections))
  })

  test('asks in batches, not photo by photo', async ({ importing }) => {
    const run = await importing({ ...WALK, photos: 30 })
    await run.run((await run.request()).importId)
    const [originals, pictures] = [/\/download_original$/, /^GET \/images\//].map((kind) =>
      run.requests.filter((one) => kind.test(one)),
    )
    expect([originals?.length, pictures?.length]).toEqual([30, 30])
    expect(run.requests.length - 60).toBeLessThan(15)
  })

  test('run twice stores everything once and downloads nothing again', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    await run.run(importId)
    const counts = [await pool.$count(photos), await pool.$count(detections)]
    await pool.update(imports).set({ state: 'cancelled' })
    const again = await restartImport(pool, { importId, userId: run.user.id })
    run.requests = []
    await run.run(again.importId)
    expect([await pool.$count(photos), await pool.$count(detections)]).toEqual(counts)
    expect(run.requests.filter((request) => request.endsWith('/download_original'))).toEqual([])
  })

  test('of a private sequence keeps it from the public', async ({ importing, pool }) => {
    const run = await importing({ ...WALK, isPrivate: true })
    const { importId } = await run.request()
    expect(await run.run(importId)).toEqual([])
    expect(await pool.$count(photos, eq(photos.isPublic, true))).toBe(0)
    expect(await pool.$count(photos, eq(photos.isPrivate, true))).toBe(5)
  })
})

describe('the line of a sequence', () => {
  test('climbs as far as the photos along it, as the list shows', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    const stored = await pool.select({ n: photos.n, altitude: photos.altitude }).from(photos).orderBy(photos.n)
    const [published] = await pool.select().from(sequences)
    expect(published?.climbMeters).toBe(climbMetersOf(stored.map(({ altitude }) => altitude)))

    await pool.update(photos).set({ altitude: sql`${photos.n} * 100` })
    await pool.update(photos).set({ isPrivate: true }).where(gt(photos.n, 3))
    await publishSequence(pool, sequenceId)
    const [after] = await pool.select().from(sequences)
    expect(after?.climbMeters).toBe(200)
    expect((await findSequences(pool, { viewer: null })).sequences).toMatchObject([{ climbMeters: 200 }])
  })

  test('does not lead past its private photos', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    await run.run(importId)
    const [before] = await pool.select().from(sequences)
    await pool.update(photos).set({ isPrivate: true }).where(gt(photos.n, 2))
    await publishSequence(pool, sequenceId)
    const [after] = await pool.select().from(sequences)
    expect(after?.lengthMeters).toBeLessThan((before?.lengthMeters ?? 0) / 2)
    expect(unpackLine(after?.line ?? Buffer.alloc(0)).length).toBeGreaterThan(0)
  })
})

describe('a request for an import', () => {
  test('of the same sequence again leads to the import there is', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const first = await run.request()
    expect(await run.request()).toEqual({ ...first, attempt: null })
    await run.run(first.importId)
    expect(await run.request()).toEqual({ ...first, attempt: null })
    expect(await pool.$count(imports)).toBe(1)
  })

  test('sent ten times at once starts one import', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const requests = await Promise.all(Array.from({ length: 10 }, () => run.request()))
    expect(new Set(requests.map(({ importId }) => importId)).size).toBe(1)
    expect(requests.filter(({ attempt }) => attempt !== null)).toHaveLength(1)
    expect(await pool.$count(imports)).toBe(1)
  })

  test('for somebody else’s sequence is refused', async ({ importing }) => {
    const run = await importing(WALK, { username: 'bruno', photos: 3 })
    const foreign = run.demo.world.sequences.find(({ owner }) => owner.username === 'bruno')
    await expect(run.request(foreign?.key)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'This sequence belongs to another Mapillary user',
    })
  })

  test('for a sequence that Mapillary does not know is NOT_FOUND', async ({ importing }) => {
    const run = await importing(WALK)
    await expect(run.request('no-such-sequence')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('for an empty sequence is refused with a word why', async ({ importing }) => {
    const run = await importing({ ...WALK, photos: 0 })
    await expect(run.request()).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'This sequence has no photos on Mapillary',
    })
  })

  test('for a sequence that has become empty since ends calmly, and leaves none behind', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.demo.world.sequences[0]?.photos.splice(0)
    expect(await run.run(importId)).toEqual([{ next: 'stop' }])
    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress).toMatchObject({
      status: 'completed',
      reason: null,
      photoTotal: 0,
      isSequenceRemoved: true,
      errors: [],
    })
    expect(progress.notes[0]).toEqual({
      code: 'sequence_empty',
      message: 'Nothing was imported: this sequence no longer has any photos on Mapillary',
    })
    expect(await pool.$count(sequences)).toBe(0)
  })

  test('beyond two at once waits for its turn', async ({ importing, pool }) => {
    const run = await importing(WALK, { ...WALK, photos: 2 }, { ...WALK, photos: 3 })
    const [first, second, third] = await Promise.all(run.demo.world.sequences.map(({ key }) => run.request(key)))
    await pool
      .update(imports)
      .set({ state: 'running' })
      .where(eq(imports.id, first?.importId ?? 0))
    await pool
      .update(imports)
      .set({ state: 'running' })
      .where(eq(imports.id, second?.importId ?? 0))
    expect(await run.run(third?.importId ?? 0)).toEqual([{ next: 'turn' }])
    await cancelImport(pool, { importId: first?.importId ?? 0, userId: run.user.id })
    expect(await run.run(third?.importId ?? 0)).toEqual([])
  })
})
