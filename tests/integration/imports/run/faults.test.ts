import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { random } from '@/demo/random'
import { idOf } from '@/demo/v4/ids'
import type { DemoPhoto } from '@/demo/world'
import { getImport } from '@/lib/imports/progress/get-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import type { ImportProgress } from '@/lib/imports/types'
import type { Timeouts } from '@/lib/mapillary/http-types'
import {
  answerJson,
  answerWith,
  cutShort,
  type Fault,
  hang,
  late,
  passOn,
  resetAt,
  stall,
} from '@/tests/support/fault-proxy'
import { type Importing, testBy } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'all', detections: 'none', originalWidth: 64 } as const
const SHORT: Partial<Timeouts> = { answerMs: 250, stallMs: 250 } // instead of 30 s; the demo's answers are drawn beforehand

const PNG = Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1')
const HTML = '<!doctype html><title>Sorry</title><h1>We will be back</h1>'

/** What is asked for what, by each version of the API. */
const VERSIONS = {
  v3: {
    isSequence: ({ pathname }: URL) => pathname.includes('/v3/sequences/'),
    isImages: ({ pathname, search }: URL) => pathname === '/v3/images' && !search.includes('computed_coordinates'),
    isAltitudes: ({ pathname }: URL) => pathname === '/v3/images_computed',
    isDetections: ({ pathname }: URL) => pathname.startsWith('/v3/object_detections/'),
    isOriginal: ({ pathname }: URL) => pathname.endsWith('/download_original'),
    isAbout: (key: string, url: URL) => url.href.includes(key),
    idOf: ({ key }: DemoPhoto) => key,
    pieces: 6, // that ask Mapillary side by side
    served: (run: Importing, photo: DemoPhoto) => run.demo.pictures.original(photo),
  },
  v4: {
    isSequence: ({ pathname, search }: URL) => pathname === '/v4/image_ids' || search.includes('sequence_ids'),
    isImages: ({ pathname, search }: URL) => pathname === '/v4/images' && /image_ids.*compass_angle/.test(search),
    isAltitudes: ({ searchParams }: URL) => searchParams.get('fields') === 'id,altitude,computed_altitude',
    isDetections: ({ pathname }: URL) => pathname.endsWith('/detections'),
    isOriginal: ({ pathname }: URL) => pathname.startsWith('/store/'),
    isAbout: (key: string, url: URL) => url.href.includes(key),
    idOf,
    pieces: 4, // one for all layers
    served: (run: Importing, photo: DemoPhoto) => run.demo.pictures.processed(photo),
  },
}

/** What everybody may see, kept besides the originals. */
const isPublicPicture = ({ pathname }: URL) => pathname.startsWith('/images/')

/** What its owner sees of an import. */
const progressOf = (run: Importing, importId: number) => getImport(run.tools.db, { importId, userId: run.user.id })

/** The faults of one answer, whatever was asked. A row: the fault, and the words for an answer with data and for an original. */
type Words = { data: RegExp; original: RegExp }
/**
 * `byV4`: where its words are others. A status alone says nothing there: the Graph API names what is wrong by its codes. `isWaitedOut`: for
 * as long as the product does; for other faults a few waits are enough.
 */
type Row = { fault: string; inject: Fault; timeouts?: Partial<Timeouts>; byV4?: Words; isWaitedOut?: boolean } & Words
const FEW_WAITS = { originalsBudgetMs: 1_000 }

const seeded = random('a byte of the answer')
const BROKEN =
  /cannot be reached: the connection broke off|ended after [\d,]+ (bytes|of [\d,]+ bytes): (the connection broke off|its length)/
const FAULTS: Row[] = [
  {
    fault: 'no answer (first byte: 30 s)',
    inject: hang,
    timeouts: SHORT,
    data: /^Mapillary did not answer within 0\.25 s/,
    original: /^Mapillary did not answer within 0\.25 s/,
  },
  {
    fault: 'a body that stalls (30 s)',
    inject: stall,
    timeouts: SHORT,
    data: /^The answer ended after [\d,]+ of [\d,]+ bytes: nothing came for 0\.25 s/,
    original: /^The picture ended after [\d,]+ of [\d,]+ bytes: nothing came for 0\.25 s/,
  },
  { fault: 'a reset at a random byte', inject: resetAt(seeded), data: BROKEN, original: BROKEN },
  { fault: 'a body cut short, with a length', inject: cutShort({ withLength: true }), data: BROKEN, original: BROKEN },
  {
    fault: 'a body cut short, without a length',
    inject: cutShort({ withLength: false }),
    data: /^Mapillary answered with malformed JSON/,
    original: /^The picture is cut short: [\d,]+ bytes without a JPEG end marker/,
  },
  {
    fault: '200 with HTML',
    inject: answerWith(200, HTML, { 'content-type': 'text/html' }),
    data: /^Mapillary answered with a web page instead of data/,
    original: /^Mapillary sent a web page \(HTML\) instead of the picture/,
  },
  {
    fault: '200 with HTML that says it is what was asked for',
    inject: answerWith(200, HTML, { 'content-type': 'image/jpeg' }),
    data: /^Mapillary answered with a web page instead of data/,
    original: /^Mapillary sent a web page \(HTML\) instead of the picture/,
  },
  {
    fault: '200 with a PNG',
    inject: answerWith(200, PNG, { 'content-type': 'image/png' }),
    data: /^Mapillary answered with malformed JSON/,
    original: /^Mapillary sent a PNG, not a JPEG/,
  },
  {
    fault: '200 with an empty body',
    inject: answerWith(200, '', { 'content-type': 'image/jpeg' }),
    data: /^Mapillary answered with nothing/,
    original: /^Mapillary sent an empty file/,
  },
  {
    fault: '500',
    isWaitedOut: true,
    inject: answerJson(500, { message: 'Internal server error' }),
    data: /^Mapillary answered 500: Internal server error/,
    original: /^Mapillary answered 500: Internal server error/,
  },
  {
    fault: '503',
    inject: answerWith(503, 'busy'),
    data: /^Mapillary answered 503/,
    original: /^Mapillary answered 503/,
  },
  {
    fault: '403',
    inject: answerJson(403, { message: 'Forbidden' }),
    data: /^Mapillary does not allow this: Forbidden/,
    original: /^Mapillary does not allow this: Forbidden/,
    byV4: { data: /^Mapillary answered 403: Forbidden/, original: /^Mapillary's picture store refuses/ },
  },
  {
    fault: '404',
    inject: answerJson(404, { message: 'Not found' }),
    data: /^Mapillary does not know this: Not found/,
    original: /^Mapillary does not know this: Not found/,
    byV4: { data: /^Mapillary answered 404: Not found/, original: /^Mapillary's picture store refuses/ },
  },
]

describe.each(['v3', 'v4'] as const)('by %s', (version) => {
  const { isSequence, isImages, isAltitudes, isDetections, isOriginal, isAbout, idOf, pieces, served } =
    VERSIONS[version]
  const test = testBy[version]
  /** The same words at once, or after the time that an outage is waited out. */
  const saidAlone = (words: RegExp) =>
    new RegExp(words.source.replace(/^\^/, '^(The original could not be copied within (half )?an hour: )?'))

  const isOriginalOf = (key: string) => (url: URL) => isOriginal(url) && url.pathname.includes(`/${key}/`)
  const keyOf = (run: Importing, n: number) => run.sequence.photos.slice(n - 1, n).map(idOf)[0] ?? ''

  /** The numbers of the originals in the backup, each of which is byte for byte what Mapillary has; nothing else may lie there. */
  async function expectOriginals(run: Importing, sequenceId: number, numbers: number[]): Promise<void> {
    const files = await readdir(join(run.folder, 'ada', String(sequenceId)))
    expect(files.sort()).toEqual(['SHA256SUMS', 'manifest.json', ...numbers.map((n) => `PHOTO_${n}.jpg`)].sort())
    for (const n of numbers) {
      const photo = run.sequence.photos[n - 1]
      const picture = photo && (await served(run, photo))
      expect((await run.backupFile(`ada/${sequenceId}/PHOTO_${n}.jpg`)).equals(picture ?? Buffer.alloc(0))).toBe(true)
    }
    const leftOvers = await readdir(run.folder)
    for (const folder of leftOvers.filter((name) => name.includes('incoming')))
      expect(await readdir(join(run.folder, folder))).toEqual([])
  }

  async function drawBeforehand(run: Importing): Promise<void> {
    for (const photo of run.sequence.photos) {
      await served(run, photo)
    }
  }

  describe.each(FAULTS)('$fault', { timeout: 60_000 }, ({ inject, timeouts, byV4, isWaitedOut, ...byV3 }) => {
    const { data, original }: Words = (version === 'v4' && byV4) || byV3

    test('for one original, each time: it fails alone, with these words, and Retry brings it', async ({
      importing,
    }) => {
      const run = await importing(WALK)
      await drawBeforehand(run)
      run.proxy.inject(isOriginalOf(keyOf(run, 2)), inject)
      const { importId, sequenceId } = await run.request()
      if (timeouts) run.setTimeouts(timeouts)

      expect(await run.run(importId, { waits: 20, ...(!isWaitedOut && FEW_WAITS) })).toEqual([])
      const progress = await progressOf(run, importId)
      expect(progress.status).toBe('completed_with_errors')
      expect(progress.stages.originals).toMatchObject({ done: 3, failed: 1 })
      expect(progress.stages.data).toMatchObject({ done: 4, failed: 0 })
      expect(progress.errors).toEqual([
        expect.objectContaining({
          n: 2,
          stage: 'originals',
          reason: expect.stringMatching(saidAlone(original)),
        }),
      ])
      await expectOriginals(run, sequenceId, [1, 3, 4])

      run.proxy.heal()
      await restartImport(run.tools.db, { importId, userId: run.user.id })
      expect(await run.run(importId)).toEqual([])
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(run, sequenceId, [1, 2, 3, 4])
    })

    test('for the data, twice: it waits with these words, goes on by itself, and nothing is missing', async ({
      importing,
    }) => {
      const run = await importing(WALK)
      await drawBeforehand(run)
      const { importId, sequenceId } = await run.request()
      if (timeouts) run.setTimeouts(timeouts)
      run.proxy.inject(isImages, inject, 2)
      const waits: ImportProgress[] = [] // as its owner sees it when it begins to wait
      const onWait = async () => void waits.push(await progressOf(run, importId))
      expect(await run.run(importId, { onWait })).toEqual([
        { next: 'wait', ms: 1_000, unreadable: expect.any(Boolean) },
      ])
      const [waiting] = waits
      expect(waiting).toMatchObject({ status: 'waiting_for_mapillary', reason: expect.stringMatching(data) })
      expect(Date.parse(waiting?.waitingUntil ?? '')).toBeGreaterThan(Date.parse(waiting?.startedAt ?? ''))
      const { stages } = await progressOf(run, importId)
      expect(stages.data).toMatchObject({ waiting: 4, failed: 0 })
      expect([stages.altitude, stages.instances, stages.originals]).toMatchObject(Array(3).fill({ done: 4 })) // others go on

      expect(await run.run(importId, { waits: 1 })).toEqual([])
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0, reason: null })
      await expectOriginals(run, sequenceId, [1, 2, 3, 4])
    })
  })

  describe('an ailing Mapillary', () => {
    test('(1 s late) is waited for without a word', async ({ importing }) => {
      const run = await importing(WALK)
      const { importId, sequenceId } = await run.request()
      run.proxy.inject(isImages, late(1_000))
      run.proxy.inject(isOriginal, late(1_000))
      expect(await run.run(importId)).toEqual([])
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(run, sequenceId, [1, 2, 3, 4])
    })

    test('(web pages instead of pictures, from the third on) fails no photo for it', async ({ importing }) => {
      const run = await importing(WALK)
      await drawBeforehand(run)
      const { importId, sequenceId } = await run.request()
      let asked = 0
      const isLate = (url: URL) => isOriginal(url) && ++asked > 2 && run.skippedMs < 60_000
      run.proxy.inject(isLate, answerWith(200, HTML, { 'content-type': 'text/html' }))
      expect(await run.run(importId, { waits: 30 })).toEqual([])
      expect(run.skippedMs).toBeGreaterThanOrEqual(60_000)
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(run, sequenceId, [1, 2, 3, 4])
    })

    test('(503 for ten minutes) fails nothing, is asked seldom, and is heard when it is back', async ({
      importing,
    }) => {
      const run = await importing({ ...WALK, photos: 12 })
      const { importId, sequenceId } = await run.request()
      const since = run.proxy.requests.length
      let asked = 0
      const isOut = (url: URL) => run.skippedMs < 600_000 && url.pathname.startsWith(`/${version}/`)
      run.proxy.inject(isOut, (exchange) => {
        asked += 1
        return answerWith(503, 'busy')(exchange)
      })
      expect(await run.run(importId, { waits: 30 })).toEqual([])
      expect(run.skippedMs).toBeLessThan(1_200_000)
      expect(asked).toBe(10) // the sequence alone: 1 s, 2 s, 4 s, …
      expect(run.proxy.requests.length - since).toBeGreaterThan(asked + 12)
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(
        run,
        sequenceId,
        run.sequence.photos.map(({ n }) => n),
      )
    })

    test('(503 for ten minutes in the middle) fails nothing in any stage', async ({ importing }) => {
      const run = await importing({ ...WALK, photos: 12 })
      const { importId, sequenceId } = await run.request()
      let originals = 0
      const isOut = (url: URL) => {
        if (isOriginal(url)) originals += 1
        return run.skippedMs < 600_000 && !isSequence(url) && (!isOriginal(url) || originals > 3)
      }
      run.proxy.inject(isOut, answerWith(503, 'busy'))
      expect(await run.run(importId)).toHaveLength(pieces)
      expect(await progressOf(run, importId)).toMatchObject({
        status: 'waiting_for_mapillary',
        reason: expect.stringContaining('Mapillary answered 503'),
        waitingUntil: expect.any(String),
      })
      expect(await run.run(importId, { waits: 30 })).toEqual([])
      expect(run.skippedMs).toBeGreaterThanOrEqual(600_000)
      expect(run.skippedMs).toBeLessThan(1_200_000)
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(
        run,
        sequenceId,
        run.sequence.photos.map(({ n }) => n),
      )
    })

    test('(a maintenance page with status 200 for ten minutes) fails nothing', async ({ importing }) => {
      const run = await importing({ ...WALK, photos: 12 })
      const { importId, sequenceId } = await run.request()
      const isOut = (url: URL) => run.skippedMs < 600_000 && !isSequence(url)
      run.proxy.inject(isOut, answerWith(200, HTML, { 'content-type': 'text/html' }))
      expect(await run.run(importId, { waits: 30 })).toEqual([])
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(
        run,
        sequenceId,
        run.sequence.photos.map(({ n }) => n),
      )
    })

    test('(bursts of 500) fails nothing', async ({ importing }) => {
      const run = await importing({ ...WALK, photos: 20 })
      const { importId, sequenceId } = await run.request()
      let asked = 0
      run.proxy.inject(
        (url) => !isSequence(url) && !isPublicPicture(url) && asked++ % 15 < 3, // fewer in a row than an original is tried
        answerJson(500, { message: 'Internal server error' }),
      )
      expect(await run.run(importId, { waits: 50 })).toEqual([])
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(
        run,
        sequenceId,
        run.sequence.photos.map(({ n }) => n),
      )
    })

    test('(connections that break at any byte) gives each original whole in the end', async ({ importing }) => {
      const run = await importing({ ...WALK, photos: 12 })
      const { importId, sequenceId } = await run.request()
      const asked = new Map<string, number>()
      const isAmongFirst = (url: URL) => {
        asked.set(url.href, (asked.get(url.href) ?? 0) + 1)
        return (asked.get(url.href) ?? 0) <= 2
      }
      run.proxy.inject((url) => !isSequence(url) && isAmongFirst(url), resetAt(random('breaks')))
      expect(await run.run(importId, { waits: 50 })).toEqual([])
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(
        run,
        sequenceId,
        run.sequence.photos.map(({ n }) => n),
      )
    })

    const limits: [name: string, retryAfter: () => string][] = [
      ['in seconds', () => '120'],
      ['as a date', () => new Date(Date.now() + 120_900).toUTCString()],
    ]
    for (const [name, retryAfter] of limits) {
      test(`(429 with Retry-After ${name}) is not asked again before, and the page says when`, async ({
        importing,
      }) => {
        const run = await importing({ ...WALK, photos: 12 })
        const { importId, sequenceId } = await run.request()
        const answer: Fault = (exchange) =>
          answerJson(429, { message: 'Slow down' }, { 'retry-after': retryAfter() })(exchange)
        run.proxy.inject(isAltitudes, answer, 1)
        const before = Date.now()
        const waiting = await run.run(importId)
        expect(waiting.length).toBeGreaterThan(1) // who came after was not even sent
        const progress = await progressOf(run, importId)
        expect(progress).toMatchObject({
          status: 'waiting_for_mapillary',
          reason: expect.stringMatching(/^(Too many requests for Mapillary: Slow down|Mapillary asked us to wait)/),
        })
        const waitingUntil = Date.parse(progress.waitingUntil ?? '')
        expect(waitingUntil).toBeGreaterThan(before + 110_000)
        expect(waitingUntil).toBeLessThanOrEqual(Date.now() + 121_000)
        const asked = run.proxy.requests.length
        expect(await run.run(importId)).toMatchObject([{ next: 'wait' }])
        expect(run.proxy.requests).toHaveLength(asked)

        expect(await run.run(importId, { waits: 1 })).toEqual([])
        expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
        await expectOriginals(
          run,
          sequenceId,
          run.sequence.photos.map(({ n }) => n),
        )
      })
    }

    test('(401 in the middle) makes it wait for a login; after it nothing is downloaded twice', {
      timeout: 60_000,
    }, async ({ importing }) => {
      const total = version === 'v3' ? 20 : 60 // by v4 the addresses of 50 are known by then
      const run = await importing({ ...WALK, photos: total })
      const { importId, sequenceId } = await run.request()
      let asked = 0
      run.proxy.inject(isOriginal, async (exchange) => {
        asked += 1
        if (asked === 10) run.demo.revoke('ada')
        await passOn(exchange)
      })
      expect(await run.run(importId)).toContainEqual({ next: 'login' })
      const { status, reason, stages } = await progressOf(run, importId)
      expect(status).toBe('waiting_for_login')
      expect(reason).toMatch(/^Mapillary (does not accept the login any more|no longer accepts this login)/)
      expect(stages.originals).toMatchObject({ failed: 0 })
      expect(stages.originals.done).toBeGreaterThan(0)

      await run.logInAgain()
      run.proxy.requests.length = 0
      expect(await run.run(importId)).toEqual([])
      expect(run.proxy.requests.filter(isOriginal)).toHaveLength(total - stages.originals.done)
      expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
      await expectOriginals(
        run,
        sequenceId,
        run.sequence.photos.map(({ n }) => n),
      )
    })

    test('(one photo spoils the answer for its whole batch) fails that photo alone, with few calls', async ({
      importing,
    }) => {
      const run = await importing({ ...WALK, photos: 64 })
      const poison = keyOf(run, 40)
      const refused = version === 'v3' ? 'does not allow this: Forbidden' : 'answered 403: Forbidden'
      const { importId } = await run.request()
      run.proxy.inject(isOriginal, answerWith(404))
      run.proxy.inject(
        (url) => isAltitudes(url) && isAbout(poison, url),
        answerWith(200, '{"type":"FeatureCollection","features":['),
      )
      run.proxy.inject((url) => isDetections(url) && isAbout(poison, url), answerJson(403, { message: 'Forbidden' }))
      expect(await run.run(importId, { waits: 12 })).toEqual([])
      const progress = await progressOf(run, importId)
      expect(progress.stages).toMatchObject({
        data: { done: 64, failed: 0 },
        altitude: { done: 63, failed: 1 },
        instances: { done: 63, failed: 1 },
      })
      expect(
        progress.errors.filter(({ stage }) => stage !== 'originals').map(({ n, stage, reason }) => [n, stage, reason]),
      ).toEqual([
        [40, 'altitude', expect.stringContaining('malformed JSON')],
        [40, 'instances', expect.stringContaining(refused)],
        [40, 'segmentations', expect.stringContaining(refused)],
        [40, 'trafficsigns', expect.stringContaining(refused)],
      ])
      expect(run.proxy.requests.filter(isAltitudes).length).toBeLessThan(version === 'v3' ? 20 : 60)
    })

    test.runIf(version === 'v3')(
      '(403 for the sequence itself) ends the import with these words',
      async ({ importing }) => {
        const run = await importing(WALK)
        const { importId } = await run.request()
        run.proxy.inject(isSequence, answerJson(403, { message: 'Forbidden' }))
        await expect(run.run(importId)).rejects.toMatchObject({
          code: 'FORBIDDEN',
          message: expect.stringContaining('Mapillary does not allow this: Forbidden'),
        })
      },
    )

    const loops: [name: string, next: (url: URL) => string][] =
      version === 'v4'
        ? []
        : [
            ['to the same page', (url) => url.href],
            [
              'between two pages',
              (url) => url.href.replace(/&page=\d|$/, (found) => (found === '&page=2' ? '&page=3' : '&page=2')),
            ],
          ]
    for (const [name, next] of loops) {
      test(`(a Link header that loops ${name}) is left after a few calls, with these words; others go on`, async ({
        importing,
      }) => {
        const run = await importing(WALK)
        const { importId } = await run.request()
        const isLooping = (url: URL) => url.pathname.endsWith('/instances')
        run.proxy.inject(isLooping, async (exchange) => {
          exchange.response.setHeader('link', `<${next(exchange.url)}>; rel="next"`)
          const { body } = await exchange.upstream()
          exchange.response.end(body)
        })
        expect(await run.run(importId, { waits: 12 })).toEqual([])
        const progress = await progressOf(run, importId)
        expect(progress.status).toBe('completed_with_errors')
        expect(progress.stages).toMatchObject({
          instances: { done: 0, failed: 4 },
          segmentations: { done: 4 },
          originals: { done: 4 },
        })
        expect(new Set(progress.errors.map(({ reason }) => reason))).toEqual(
          new Set(["Mapillary's pages of /object_detections/instances go round in circles"]),
        )
        expect(run.proxy.requests.filter(isLooping).length).toBeLessThan(200)
      })
    }
  })
})
