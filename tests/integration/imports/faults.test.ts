import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { cancelImport } from '@/lib/imports/cancel-import'
import { getImport } from '@/lib/imports/get-import'
import { restartImport } from '@/lib/imports/restart-import'
import { type Fault, type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'all' } as const

const isOriginal = (run: Importing, index: number) => (url: string | undefined) =>
  url?.includes(`${encodeURIComponent(run.sequence.photos[index]?.key ?? '')}/download_original`) ?? false

/** The fault for the requests that `matches`, `times` times. */
function inject(matches: (url: string | undefined) => boolean, fault: Fault, times = Number.POSITIVE_INFINITY): Fault {
  let left = times
  return (request, response) => {
    if (left <= 0 || !matches(request.url)) return false
    left -= 1
    return fault(request, response)
  }
}

const answer =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Fault =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
    return true
  }

const cutShort: Fault = (_request, response) => {
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '5000' })
  response.write(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))
  setImmediate(() => response.destroy())
  return true
}

const reset: Fault = (request) => {
  request.socket.resetAndDestroy()
  return true
}

describe('one bad original', () => {
  const cases: [name: string, fault: Fault, words: RegExp][] = [
    ['a web page', answer(200, '<!doctype html><h1>Sorry</h1>', { 'content-type': 'text/html' }), /web page/],
    [
      'a PNG',
      answer(200, Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), { 'content-type': 'image/png' }),
      /PNG, not a JPEG/,
    ],
    ['an empty body', answer(200, '', { 'content-type': 'image/jpeg' }), /empty/],
    ['a picture that is cut short', cutShort, /ended|cut short|broke|closed|terminated/i],
    ['404', answer(404, '{"message":"Not found"}'), /not (found|know)/i],
    ['403', answer(403, '{"message":"Forbidden"}'), /not allowed|refus|forbid/i],
    ['500 each time', answer(500, '{"message":"Internal server error"}'), /500/],
    ['a reset each time', reset, /.+/],
  ]
  for (const [name, fault, words] of cases) {
    test(`(${name}) fails alone, with its reason, and can be retried`, async ({ importing, pool }) => {
      const run = await importing(WALK)
      run.fault = inject(isOriginal(run, 1), fault)
      const { importId, sequenceId } = await run.request()
      await run.run(importId, { waits: 20 })

      const own = { importId, userId: run.user.id }
      const progress = await getImport(pool, own)
      expect(progress.status).toBe('completed_with_errors')
      expect(progress.stages.originals).toMatchObject({ done: 3, failed: 1 })
      expect(progress.errors).toEqual([
        expect.objectContaining({ n: 2, stage: 'originals', reason: expect.stringMatching(words) }),
      ])
      await expect(run.backupFile(`ada/${sequenceId}/PHOTO_2.jpg`)).rejects.toThrow()

      run.fault = () => false
      await restartImport(pool, own)
      expect(await run.run(importId)).toEqual([])
      expect(await getImport(pool, own)).toMatchObject({ status: 'completed', errorTotal: 0 })
      expect((await run.backupFile(`ada/${sequenceId}/PHOTO_2.jpg`)).length).toBeGreaterThan(0)
    })
  }
})

describe('an ailing Mapillary', () => {
  test('that refuses the token makes the import wait for a login, and go on after it', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.demo.revoke('ada')
    expect(await run.run(importId)).toEqual([{ next: 'login' }])
    expect((await getImport(pool, { importId, userId: run.user.id })).status).toBe('waiting_for_login')

    await run.logInAgain()
    expect(await run.run(importId)).toEqual([])
    expect((await getImport(pool, { importId, userId: run.user.id })).status).toBe('completed')
  })

  test('that says when to come back is asked then, and the page says so', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.fault = inject(
      (url) => url?.includes('/v3/sequences/') ?? false,
      answer(429, '{"message":"Slow down"}', { 'retry-after': '120' }),
      1,
    )
    const [outcome] = await run.run(importId)
    expect(outcome).toMatchObject({ next: 'wait', ms: 120_000 })
    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress.status).toBe('waiting_for_mapillary')
    expect(Date.parse(progress.waitingUntil ?? '') - Date.now()).toBeGreaterThan(110_000)
  })

  const outages: [string, Fault][] = [
    ['500', answer(500, '{"message":"Internal server error"}')],
    ['503', answer(503, 'busy')],
    ['a reset', reset],
    ['HTML instead of JSON', answer(200, '<html></html>', { 'content-type': 'text/html' })],
    ['malformed JSON', answer(200, '{"type":"Feat', { 'content-type': 'application/json' })],
  ]
  for (const [name, fault] of outages) {
    test(`(${name}) is waited for; the import goes on by itself`, async ({ importing, pool }) => {
      const run = await importing(WALK)
      const { importId } = await run.request()
      run.fault = inject((url) => url?.includes('/v3/sequences/') ?? false, fault, 2)
      const [first] = await run.run(importId)
      expect(first).toMatchObject({ next: 'wait' })
      expect(await getImport(pool, { importId, userId: run.user.id })).toMatchObject({
        status: 'waiting_for_mapillary',
        reason: expect.stringContaining('Mapillary'),
      })
      expect(await run.run(importId, { waits: 3 })).toEqual([])
      expect((await getImport(pool, { importId, userId: run.user.id })).status).toBe('completed')
    })
  }

  test('that cannot describe one photo fails that photo alone', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const poison = run.sequence.photos[2]?.key ?? ''
    const { importId } = await run.request()
    run.fault = inject(
      (url) => (url?.includes('/images_computed') && decodeURIComponent(url).includes(poison)) ?? false,
      answer(200, '{"type":"FeatureCollection","features":[', { 'content-type': 'application/json' }),
    )
    expect(await run.run(importId, { waits: 12 })).toEqual([])
    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress.stages.altitude).toMatchObject({ done: 3, failed: 1 })
    expect(progress.errors.map(({ n, stage }) => ({ n, stage }))).toEqual([{ n: 3, stage: 'altitude' }])
  })

  test('that no longer knows a photo leaves the others alone, and the photo keeps its number', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    const gone = run.sequence.photos[0]?.key ?? ''
    const { importId, sequenceId } = await run.request()
    run.fault = (request) => {
      if (request.url?.includes('/v3/images?')) request.url = request.url.replace(encodeURIComponent(gone), 'unknown')
      return false
    }
    await run.run(importId)
    const progress = await getImport(pool, { importId, userId: run.user.id })
    expect(progress.stages.data).toMatchObject({ done: 3, failed: 1 })
    const rows = await pool.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(photos.n)
    expect(rows.map(({ n, isPublic }) => ({ n, isPublic }))).toEqual([1, 2, 3, 4].map((n) => ({ n, isPublic: n > 1 })))
  })
})

describe('a cancelled import', () => {
  test('keeps what is done and goes on where it stopped', async ({ importing, pool }) => {
    const run = await importing({ ...WALK, photos: 20 })
    const { importId } = await run.request()
    const own = { importId, userId: run.user.id }
    let downloads = 0
    run.fault = (request) => {
      if (request.url?.includes('download_original') && ++downloads === 10) void cancelImport(pool, own)
      return false
    }
    const outcomes = await run.run(importId)
    expect((await getImport(pool, own)).status).toBe('cancelled')
    expect(outcomes.every(({ next }) => next === 'stop')).toBe(true)
    const { stages } = await getImport(pool, own)
    const kept = stages.originals.done

    await restartImport(pool, own)
    run.requests = []
    expect(await run.run(importId)).toEqual([])
    expect(run.requests.filter((request) => request.endsWith('/download_original'))).toHaveLength(20 - kept)
  })

  test('of somebody else is NOT_FOUND', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    const foreign = { importId, userId: run.user.id + 1 }
    await expect(cancelImport(pool, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(restartImport(pool, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(getImport(pool, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await pool.$count(imports, eq(imports.state, 'queued'))).toBe(1)
  })
})
