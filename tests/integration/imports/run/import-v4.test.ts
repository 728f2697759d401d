import { eq, isNotNull } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { idOf } from '@/demo/v4/ids'
import { Manifest } from '@/lib/backup/manifest'
import { getImport } from '@/lib/imports/progress/get-import'
import { test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 12, altitude: 'all', detections: 'all' } as const

describe('an import by v4', () => {
  test('brings in every photo in order, with data, all layers and the processed original', async ({
    importingV4,
    pool,
  }) => {
    const run = await importingV4(WALK)
    const { importId, sequenceId } = await run.request()

    expect(await run.run(importId)).toEqual([])

    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress.status).toBe('completed')
    for (const stage of Object.values(progress.stages))
      expect(stage).toMatchObject({ total: 12, done: 12, failed: 0, waiting: 0 })
    const rows = await pool.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(photos.n)
    expect(rows.map(({ mapillaryKey }) => mapillaryKey)).toEqual(run.sequence.photos.map(idOf))
    const manifest = Manifest.parse(JSON.parse(String(await run.backupFile(`ada/${sequenceId}/manifest.json`))))
    expect(manifest.photos.map(({ form, altitudeSource }) => [form, altitudeSource])).toEqual(
      rows.map(() => ['processed', 'camera']),
    )
    const found = await pool.select().from(detections)
    expect(new Set(found.map(({ layer }) => layer))).toEqual(new Set(['trafficsigns', 'segmentations', 'instances']))
    expect(found.every(({ score, area, shape }) => score === null && area !== null && shape !== null)).toBe(true)
  })

  test('keeps what the camera wrote and what Mapillary computed apart, each with its provenance', async ({
    importingV4,
    pool,
  }) => {
    const run = await importingV4(WALK)
    await run.run((await run.request()).importId)
    const rows = await pool.select().from(photos).orderBy(photos.n)
    for (const [index, row] of rows.entries()) {
      const photo = run.sequence.photos[index]
      expect([row.lng, row.lat]).toEqual(photo?.lngLat.map((degrees) => expect.closeTo(degrees, 6)))
      expect(row.altitudeSource).toBe('camera')
      expect(row.altitude).toBeCloseTo(photo?.elevationM ?? Number.NaN, 0)
      expect(row.computedAltitude).toBeCloseTo((photo?.altitude ?? Number.NaN) + 34.6, 1)
    }
    const [first, , , , , , seventh] = rows
    expect([first?.computedLng, first?.computedCompassAngle]).toEqual([expect.any(Number), expect.any(Number)])
    expect([seventh?.computedLng, seventh?.computedCompassAngle]).toEqual([null, null]) // Mapillary computed nothing there
  })

  test('asks once a photo for detections and once for the original, and little besides', async ({ importingV4 }) => {
    const run = await importingV4({ ...WALK, photos: 60 })
    await run.run((await run.request()).importId)
    const count = (pattern: RegExp) => run.requests.filter((request) => pattern.test(request)).length
    expect(count(/\/store\//)).toBe(60)
    expect(count(/\/detections$/)).toBe(60)
    expect(run.requests.length - 120).toBeLessThanOrEqual(12)
  })

  test('asks alone for a photo that is listed and goes unanswered, and records that it is not there', async ({
    importingV4,
    pool,
  }) => {
    const run = await importingV4(WALK)
    const dead = '338231874314914'
    run.fault = (request, response) => {
      if (!request.url?.startsWith('/v4/image_ids')) return false
      const data = [...run.sequence.photos.map(idOf), dead].map((id) => ({ id }))
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }))
      return true
    }
    const { importId } = await run.request()
    await run.run(importId)
    expect(run.requests).toContain(`GET /v4/${dead}`)
    const { status, errors } = await getImport(pool, { importId, userId: run.user.id })
    expect(status).toBe('completed_with_errors')
    expect(errors.every(({ mapillaryKey }) => mapillaryKey === dead)).toBe(true)
    expect(errors).toContainEqual(
      expect.objectContaining({ stage: 'data', reason: 'Mapillary does not know this photo (any more)' }),
    )
    expect(await pool.$count(photos, isNotNull(photos.backedUpAt))).toBe(12)
  })

  test('goes on when picture addresses end in the middle of it', async ({ importingV4, pool }) => {
    const run = await importingV4(WALK)
    let refused = 0
    run.fault = (request, response) => {
      if (!request.url?.startsWith('/store/') || refused >= 3) return false
      refused += 1
      response.writeHead(403, { 'content-type': 'text/plain' }).end('URL signature expired')
      return true
    }
    const { importId } = await run.request()
    expect(await run.run(importId)).toEqual([])
    expect(await getImport(pool, { importId, userId: run.user.id })).toMatchObject({ status: 'completed' })
  })

  test('waits for the login when the token is refused with the status 400', async ({ importingV4 }) => {
    const run = await importingV4(WALK)
    const { importId } = await run.request()
    run.fault = (request, response) => {
      if (!request.url?.startsWith('/v4/images')) return false
      const error = { message: 'Session has expired', type: 'OAuthException', code: 190 }
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
      return true
    }
    expect(await run.run(importId)).toEqual([{ next: 'login' }])
    run.fault = () => false
    await run.logInAgain()
    expect(await run.run(importId)).toEqual([])
  })
})
