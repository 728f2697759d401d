import { eq, isNotNull, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { getImport } from '@/lib/imports/progress/get-import'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import { checkChanges } from '@/lib/imports/sync/check-changes'
import { recheckDenied } from '@/lib/imports/sync/recheck-denied'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { insertUser } from '@/tests/support/factories'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 6, altitude: 'none', detections: 'none' } as const
const DOWNLOAD = /\/download_original$/

/** The sequence is imported without its last `hidden` photos; `show` lets Mapillary have them. */
async function imported(run: Importing, hidden = 0) {
  const show =
    hidden > 0
      ? take(
          run,
          run.sequence.photos.slice(-hidden).map(({ n }) => n),
        )
      : () => undefined
  const { importId, sequenceId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  run.requests = []
  return { importId, own: { sequenceId, userId: run.user.id }, show }
}

/** Takes photos off Mapillary; gives what brings them back. */
function take(run: Importing, numbers: number[]) {
  const before = [...run.sequence.photos]
  for (const photo of before.filter(({ n }) => numbers.includes(n))) run.demo.world.photos.delete(photo.key)
  run.sequence.photos = before.filter(({ n }) => !numbers.includes(n))
  return () => {
    run.sequence.photos = before
    for (const photo of before) run.demo.world.photos.set(photo.key, photo)
  }
}

async function sync(run: Importing, own: { sequenceId: number; userId: number }) {
  const { importId } = await requestSync(run.tools, own)
  expect(await run.run(importId)).toEqual([])
  return getImport(run.tools.db, { importId, userId: own.userId })
}

const rowsOf = (run: Importing) => run.tools.db.select().from(photos).orderBy(photos.n)

describe('checking for changes', () => {
  test('finds nothing where nothing has changed', async ({ importing }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const changes = await checkChanges(run.tools, own)
    for (const list of [changes.added, changes.changed, changes.back, changes.gone, changes.incomplete])
      expect(list).toEqual({ total: 0, photos: [] })
    expect(changes).toMatchObject({ isGone: false, private: null })
  })

  test('names new, changed and gone photos, and changes nothing', async ({ importing }) => {
    const run = await importing(WALK)
    const { own, show } = await imported(run, 2)
    show()
    take(run, [2])
    const [first] = run.sequence.photos
    if (first) first.lngLat = [first.lngLat[0] + 0.001, first.lngLat[1]]
    const before = await rowsOf(run)
    const changes = await checkChanges(run.tools, own)
    expect(changes.added.photos.map(({ n }) => n)).toEqual([5, 6])
    expect(changes.changed.photos).toEqual([expect.objectContaining({ n: 1, facts: ['position'] })])
    expect(changes.gone.photos.map(({ n }) => n)).toEqual([2])
    expect(await rowsOf(run)).toEqual(before)
  })

  test('asks Mapillary in batches', async ({ importing }) => {
    const run = await importing({ ...WALK, photos: 12 })
    const { own } = await imported(run)
    await checkChanges(run.tools, own)
    expect(run.requests).toHaveLength(2)
  })

  test('tells when the whole sequence is gone', async ({ importing }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    take(run, [1, 2, 3, 4, 5, 6])
    run.demo.world.sequences = []
    expect(await checkChanges(run.tools, own)).toMatchObject({ isGone: true, gone: { total: 6 } })
  })

  test("of somebody else's sequence is not possible", async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const foreign = { ...own, userId: (await insertUser(pool)).id }
    await expect(checkChanges(run.tools, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(requestSync(run.tools, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a sync', () => {
  test('brings in what is new with the next numbers, and downloads nothing twice', async ({ importing }) => {
    const run = await importing(WALK)
    const { own, show } = await imported(run, 2)
    show()
    const progress = await sync(run, own)
    expect(progress).toMatchObject({ kind: 'sync', status: 'completed', photoTotal: 2, errorTotal: 0 })
    expect((await rowsOf(run)).map(({ n, backedUpAt }) => [n, backedUpAt !== null])).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => [n, true]),
    )
    expect(run.requests.filter((request) => DOWNLOAD.test(request))).toHaveLength(2)
  })

  test('that starts in the middle of the sequence still gives the next numbers', async ({ importing }) => {
    const run = await importing(WALK)
    const show = take(run, [1, 4])
    const { own } = await imported(run)
    const before = new Map((await rowsOf(run)).map(({ mapillaryKey, n }) => [mapillaryKey, n]))
    show()
    await sync(run, own)
    const after = await rowsOf(run)
    for (const { mapillaryKey, n } of after.filter(({ mapillaryKey }) => before.has(mapillaryKey)))
      expect(n).toBe(before.get(mapillaryKey))
    expect(after.filter(({ mapillaryKey }) => !before.has(mapillaryKey)).map(({ n }) => n)).toEqual([5, 6])
  })

  test('keeps gone photos with their number, original and marks, and is no failure', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const [, second] = await rowsOf(run)
    if (!second) throw new Error('No photo')
    await pool
      .insert(viewpoints)
      .values({ photoId: second.id, photoOwnerId: run.user.id, userId: (await insertUser(pool)).id, value: true })
    take(run, [2, 3])

    const progress = await sync(run, own)

    expect(progress).toMatchObject({ status: 'completed', photoTotal: 0, errorTotal: 0 })
    const [, gone] = await rowsOf(run)
    expect(gone).toMatchObject({ ...second, viewpointCount: 1, deniedAt: expect.any(Date), isPublic: true })
    expect((await run.backupFile(second.backupKey ?? '')).length).toBe(second.backupBytes)
    expect((await rowsOf(run)).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('hides what Mapillary denies again a day later, and not before', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const [, second] = await rowsOf(run)
    if (!second) throw new Error('No photo')
    take(run, [2])
    await sync(run, own)
    expect(await checkChanges(run.tools, own)).toMatchObject({ gone: { total: 0 } })
    await sync(run, own)
    expect((await rowsOf(run))[1]).toMatchObject({ goneAt: null, isPublic: true })
    await pool.update(photos).set({ deniedAt: sql`now() - interval '24 hours'` }).where(eq(photos.id, second.id))
    expect(await checkChanges(run.tools, own)).toMatchObject({ gone: { total: 1 } })
    await sync(run, own)
    expect((await rowsOf(run))[1]).toMatchObject({ goneAt: expect.any(Date), isPublic: false })
    expect((await pool.select().from(sequences))[0]).toMatchObject({ photoCount: 5, isPublic: true })
  })

  test('takes the mark off photos that come back, without a new download', async ({ importing }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const show = take(run, [2, 3])
    await sync(run, own)
    show()
    expect(await checkChanges(run.tools, own)).toMatchObject({ back: { total: 2 }, gone: { total: 0 } })
    run.requests = []
    expect(await sync(run, own)).toMatchObject({ status: 'completed', photoTotal: 2 })
    expect((await rowsOf(run)).every(({ deniedAt }) => deniedAt === null)).toBe(true)
    expect(run.requests.some((request) => DOWNLOAD.test(request))).toBe(false)
  })

  test('brings in changed data and leaves the original alone', async ({ importing }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const [first] = run.sequence.photos
    if (!first) throw new Error('No photo')
    first.lngLat = [14, 56]
    expect(await sync(run, own)).toMatchObject({ status: 'completed', photoTotal: 1 })
    expect((await rowsOf(run))[0]).toMatchObject({ lng: 14, lat: 56 })
    expect(run.requests.some((request) => DOWNLOAD.test(request))).toBe(false)
    expect(await checkChanges(run.tools, own)).toMatchObject({ changed: { total: 0 } })
  })

  test('takes up what an earlier import could not bring in', async ({ importing }) => {
    const run = await importing(WALK)
    run.fault = (request, response) => {
      if (!request.url?.includes('download_original')) return false
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not found"}')
      return true
    }
    const { own } = await imported(run)
    run.fault = () => false
    expect(await checkChanges(run.tools, own)).toMatchObject({ incomplete: { total: 6 } })
    expect(await sync(run, own)).toMatchObject({ status: 'completed', photoTotal: 6 })
  })

  test('makes a sequence private that has become so on Mapillary', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    run.sequence.isPrivate = true
    expect(await checkChanges(run.tools, own)).toMatchObject({ private: { before: false, now: true } })
    await sync(run, own)
    expect(await pool.$count(photos, eq(photos.isPublic, true))).toBe(0)
  })

  test('asked for ten times at once runs once', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const requests = await Promise.all(Array.from({ length: 10 }, () => requestSync(run.tools, own)))
    expect(new Set(requests.map(({ importId }) => importId)).size).toBe(1)
    expect(requests.filter(({ attempt }) => attempt !== null)).toHaveLength(1)
    expect(await pool.$count(imports, eq(imports.kind, 'sync'))).toBe(1)
  })

  test('asked for while the import runs leads to that import', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId, sequenceId } = await run.request()
    expect(await requestSync(run.tools, { sequenceId, userId: run.user.id })).toMatchObject({ importId, attempt: null })
  })

  test('that is cancelled and asked for again ends the same', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { own, show } = await imported(run, 2)
    show()
    const { importId } = await requestSync(run.tools, own)
    await cancelImport(pool, { importId, userId: own.userId })
    expect(await run.run(importId)).toEqual([{ next: 'stop' }])
    expect(await sync(run, own)).toMatchObject({ status: 'completed', photoTotal: 2 })
    expect((await rowsOf(run)).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('is not needed to find out a day later what is gone, and what is there again', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { own } = await imported(run)
    const show = take(run, [1, 2])
    await sync(run, own)
    expect(await recheckDenied(run.tools)).toEqual({ gone: 0, back: 0 })
    await pool.update(photos).set({ deniedAt: sql`now() - interval '24 hours'` }).where(isNotNull(photos.deniedAt))
    run.fault = (_request, response) => {
      response.writeHead(503).end()
      return true
    }
    expect(await recheckDenied(run.tools)).toEqual({ gone: 0, back: 0 })
    run.fault = () => false
    show()
    take(run, [2])
    expect(await recheckDenied(run.tools)).toEqual({ gone: 1, back: 1 })
    const rows = await rowsOf(run)
    expect(rows.map(({ deniedAt, goneAt, isPublic }) => [deniedAt !== null, goneAt !== null, isPublic])).toEqual(
      rows.map((_row, index) => (index === 1 ? [true, true, false] : [false, false, true])),
    )
    expect((await pool.select().from(sequences))[0]).toMatchObject({ photoCount: 5 })
  })
})
