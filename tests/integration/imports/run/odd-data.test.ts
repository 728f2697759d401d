import { asc, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { Manifest } from '@/lib/backup/manifest'
import type { LngLat } from '@/lib/geo/lng-lat'
import { toMercator } from '@/lib/geo/mercator'
import { getImport } from '@/lib/imports/progress/get-import'
import { renderTile } from '@/lib/tiles/render-tile'
import { answerJson, answerWith, rewrite } from '@/tests/support/fault-proxy'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'all' } as const
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 4, 0xff, 0xd9])

/** More than a round of originals (1,000) and six batches of data (200 each). MTP_TEST_MANY=10000 tries more. */
const MANY = Number(process.env.MTP_TEST_MANY ?? 1_250)

const isSequence = ({ pathname }: URL) => pathname.includes('/v3/sequences/')
const isImages = ({ pathname }: URL) => pathname === '/v3/images'
const isDetections = ({ pathname }: URL) => pathname.startsWith('/v3/object_detections/')
const isLayer = (layer: string) => (url: URL) => isDetections(url) && url.pathname.endsWith(layer)
const isOriginal = ({ pathname }: URL) => pathname.endsWith('/download_original')
const isPublicPicture = ({ pathname }: URL) => pathname.endsWith('/thumb-2048.jpg')

const progressOf = (run: Importing, importId: number) => getImport(run.tools.db, { importId, userId: run.user.id })
const keyOf = (run: Importing, n: number) => run.sequence.photos[n - 1]?.key ?? ''
const storedPhotos = (run: Importing) => run.tools.db.select().from(photos).orderBy(asc(photos.n))
const storedDetections = (run: Importing) => run.tools.db.select().from(detections).orderBy(asc(detections.id))

type Odd = { field: string; value: string } // JSON text, or what is no JSON at all

/** Answers in which the features of these photos have odd values, replaced as text. */
const withOddValues = (odd: Map<string, Odd>) =>
  rewrite((text) => {
    const { features } = JSON.parse(text) as { features: { properties: { key: string } }[] }
    const changed = features.map((feature) => {
      const json = JSON.stringify(feature)
      const { field, value } = odd.get(feature.properties.key) ?? { field: '', value: '' }
      if (field === '') return json
      return json.replace(new RegExp(`"${field}":(\\[[^\\]]*\\]|"[^"]*"|[^,}]*)`), () => `"${field}":${value}`)
    })
    return `{"features":[${changed.join(',')}]}`
  })

async function importAll(run: Importing): Promise<{ importId: number; sequenceId: number }> {
  const ids = await run.request()
  expect(await run.run(ids.importId)).toEqual([])
  return ids
}

describe('photos with odd values', () => {
  type Stored = Partial<Record<'lng' | 'lat' | 'compassAngle' | 'capturedAt', unknown>>
  const nowhere: Stored = { lng: null, lat: null }
  const cases: [name: string, field: string, value: string, stored: Stored][] = [
    ['NaN for coordinates', 'coordinates', '[NaN, NaN]', nowhere],
    ['an endless coordinate', 'coordinates', '[-Infinity, 1e999]', nowhere],
    ['null coordinates', 'coordinates', '[null, null]', nowhere],
    ['no coordinates', 'coordinates', 'null', nowhere],
    ['coordinates as text', 'coordinates', '["13.1", "55.6"]', nowhere],
    ['a longitude of 181', 'coordinates', '[181, 55]', nowhere],
    ['latitude before longitude, out of range', 'coordinates', '[13, 113]', nowhere],
    ['the north pole', 'coordinates', '[0, 90]', { lng: 0, lat: 90 }],
    ['the corner of the world', 'coordinates', '[180, -90, 8848]', { lng: 180, lat: -90 }],
    ['a compass angle of −90°', 'ca', '-90', { compassAngle: null }],
    ['a compass angle of 400°', 'ca', '400', { compassAngle: null }],
    ['a compass angle of NaN', 'ca', 'NaN', { compassAngle: null }],
    ['a compass angle of 360°', 'ca', '360', { compassAngle: 0 }],
    ['a compass angle just below 360°', 'ca', '359.99999999', { compassAngle: 0 }],
    ['a compass angle too small for four bytes', 'ca', '1e-50', { compassAngle: 0 }],
    ['a time in the year 1', 'captured_at', '"0001-01-01T00:00:00.000Z"', { capturedAt: null }],
    ['a time in the year 0', 'captured_at', '"0000-12-31T00:00:00.000Z"', { capturedAt: null }],
    [
      'a time in the year 9999',
      'captured_at',
      '"9999-12-31T23:59:59.999Z"',
      { capturedAt: new Date('9999-12-31T23:59:59.999Z') },
    ],
    ['a time in the year 10000, elsewhere', 'captured_at', '"9999-12-31T23:59:59-12:00"', { capturedAt: null }],
    ['the last time there is', 'captured_at', '"+275760-09-13T00:00:00.000Z"', { capturedAt: null }],
    ['a time that is none', 'captured_at', '"2020-13-45T99:00:00Z"', { capturedAt: null }],
    ['garbage for a time', 'captured_at', '"yesterday"', { capturedAt: null }],
    ['a number for a time', 'captured_at', '1e300', { capturedAt: null }],
  ]

  test('are kept without what cannot be used, and the photos between them are whole', async ({ importing }) => {
    const run = await importing({ ...WALK, photos: 2 * cases.length, detections: 'none' })
    const keys = cases.map((_, i) => keyOf(run, 2 * i + 1))
    const odd = new Map(cases.map(([, field, value], i) => [keys[i] ?? '', { field, value }]))
    run.proxy.inject(isImages, withOddValues(odd))
    run.proxy.inject(isOriginal, answerWith(200, JPEG, { 'content-type': 'image/jpeg' }))
    const { importId } = await importAll(run)
    expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })

    const rows = await storedPhotos(run)
    const whole = {
      isPublic: true,
      lng: expect.any(Number),
      lat: expect.any(Number),
      compassAngle: expect.any(Number),
      capturedAt: expect.any(Date),
    }
    for (const [i, [name, , , stored]] of cases.entries()) {
      const row = rows[2 * i]
      expect(row, name).toMatchObject({ ...whole, ...stored, raw: { properties: { key: keys[i] } } })
      expect(row?.cell === null, name).toBe(row?.lng === null)
      expect(rows[2 * i + 1], `the photo after ${name}`).toMatchObject(whole)
      const tile = tileAt([row?.lng ?? 0, row?.lat ?? 0])
      await expect(renderTile(run.tools.db, tile), name).resolves.toBeDefined()
    }
  })
})

function tileAt(lngLat: LngLat): { z: number; x: number; y: number } {
  const [x, y] = toMercator(lngLat)
  const place = (share: number) => Math.min(2 ** 14 - 1, Math.floor(share * 2 ** 14))
  return { z: 14, x: place(x), y: place(y) }
}

describe('keys with', () => {
  const cases: [name: string, key: string][] = [
    ['slashes', 'a/b/../c'],
    ['spaces', ' a  b '],
    ['letters of all the world', 'ключ-鍵-🔑-é'],
    ['quotes', `"it's" \`quoted\``],
    ['percent signs and a query', '%2e%2e%2f?x=1&y=2#z'],
    ['backslashes and control characters', 'a\\b\n\tc'],
    ['SQL', "'; drop table photos; --"],
    ['400 characters', 'k'.repeat(400)],
  ]
  test('slashes, spaces, quotes and what else there is are imported as any other', async ({ importing }) => {
    const run = await importing({ ...WALK, photos: cases.length, detections: 'none' })
    // Outside the proxy the photos bear the odd keys, inside those that the demo knows.
    const plainOf = new Map(cases.map(([, odd], i) => [odd, keyOf(run, i + 1)]))
    const toPlain = (key: string) => plainOf.get(key) ?? key
    run.proxy.inject(
      () => true,
      async ({ url, response, upstream }) => {
        const path = url.pathname.split('/').map((part) => toPlain(decodeURIComponent(part)))
        const keys = url.searchParams.get('image_keys')?.split(',').map(toPlain).join(',')
        if (keys) url.searchParams.set('image_keys', keys)
        const { status, headers, body } = await upstream(path.join('/') + url.search)
        const isJson = headers['content-type']?.includes('json')
        const toOdd = (text: string, [odd, plain]: [string, string]) =>
          text.replaceAll(`"${plain}"`, () => JSON.stringify(odd))
        response.writeHead(status, headers).end(isJson ? [...plainOf].reduce(toOdd, body.toString()) : body)
      },
    )
    const { importId, sequenceId } = await importAll(run)
    expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
    const rows = await storedPhotos(run)
    expect(rows.map(({ mapillaryKey }) => mapillaryKey)).toEqual(cases.map(([, odd]) => odd))
    expect(rows.map(({ backupKey }) => backupKey)).toEqual(cases.map((_, i) => `ada/${sequenceId}/PHOTO_${i + 1}.jpg`))
    const manifest = Manifest.parse(JSON.parse((await run.backupFile(`ada/${sequenceId}/manifest.json`)).toString()))
    expect(manifest.photos.map(({ mapillaryKey }) => mapillaryKey)).toEqual(cases.map(([, odd]) => odd))
  })

  const hopeless: [name: string, key: string, words: RegExp][] = [
    ['nothing but dots', '..', /^Mapillary has no photo with the key "\.\."/],
    ['commas, which Mapillary takes for two keys', 'a,b', /^Mapillary does not know this/],
  ]
  for (const [name, odd, words] of hopeless) {
    test(`${name} fail alone, with these words`, async ({ importing }) => {
      const run = await importing({ ...WALK, photos: 3, detections: 'none' })
      run.proxy.inject(
        isSequence,
        rewrite((text) => text.replaceAll(`"${keyOf(run, 2)}"`, JSON.stringify(odd))),
      )
      const { importId } = await importAll(run)
      const progress = await progressOf(run, importId)
      expect(progress).toMatchObject({
        status: 'completed_with_errors',
        stages: { data: { done: 2 }, originals: { done: 2 } },
      })
      expect(progress.errors.map(({ n }) => n)).toEqual([2, 2])
      expect(progress.errors.find(({ stage }) => stage === 'originals')?.reason).toMatch(words)
      expect(progress.errors.find(({ stage }) => stage === 'data')?.reason).toMatch(/does not know this photo/)
    })
  }

  test('more characters than an index holds, nothing, or another type are left out of the sequence', async ({
    importing,
  }) => {
    const run = await importing({ ...WALK, photos: 4, detections: 'none' })
    run.proxy.inject(
      isSequence,
      rewrite((text) =>
        text
          .replaceAll(`"${keyOf(run, 1)}"`, JSON.stringify('x'.repeat(5_000)))
          .replaceAll(`"${keyOf(run, 2)}"`, '7')
          .replaceAll(`"${keyOf(run, 3)}"`, '""'),
      ),
    )
    await importAll(run)
    expect((await storedPhotos(run)).map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual([[1, keyOf(run, 4)]])
  })
})

describe('pages', () => {
  test('that repeat photos store each once; those that drop a photo fail it alone, and it keeps its number', async ({
    importing,
  }) => {
    const run = await importing(WALK)
    run.proxy.inject(
      isImages,
      rewrite((text) => {
        const { features } = JSON.parse(text) as { features: { properties: { key: string } }[] }
        const others = features.filter(({ properties }) => properties.key !== keyOf(run, 1))
        return JSON.stringify({ features: [...others, ...others] })
      }),
    )
    const { importId } = await importAll(run)
    const progress = await progressOf(run, importId)
    expect(progress).toMatchObject({
      status: 'completed_with_errors',
      stages: { data: { done: 3, failed: 1 }, originals: { done: 4 } },
    })
    expect(progress.errors).toMatchObject([
      { n: 1, stage: 'data', reason: 'Mapillary does not know this photo (any more)' },
    ])
    const rows = await storedPhotos(run)
    expect(rows.map(({ n, isPublic }) => [n, isPublic])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, true],
    ])
  })

  test('that come twice, one after the other, store each detection once', async ({ importing }) => {
    const run = await importing({ ...WALK, detections: 'all' })
    run.proxy.inject(isDetections, async ({ url, response, upstream }) => {
      const { body } = await upstream()
      const again = new URL(url)
      again.searchParams.set('again', '1')
      if (!url.searchParams.has('again')) response.setHeader('link', `<${again.href}>; rel="next"`)
      response.end(body)
    })
    const { importId } = await importAll(run)
    expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
    const rows = await storedDetections(run)
    const found = run.sequence.photos.flatMap((photo) => run.demo.pictures.detections(photo))
    expect(rows.map(({ mapillaryKey }) => mapillaryKey).sort()).toEqual(found.map(({ key }) => key).sort())
  })
})

describe('detections', () => {
  const detection = (key: string, photoKey: string, more: object = {}) => ({
    type: 'Feature',
    properties: { key, image_key: photoKey, value: 'object--bench', score: 0.5, area: 0.1, ...more },
  })
  const square = [
    [0.1, 0.1],
    [0.2, 0.1],
    [0.2, 0.2],
    [0.1, 0.2],
    [0.1, 0.1],
  ]

  test('with one key twice are stored once in a layer, for the first photo, and once in each other layer', async ({
    importing,
  }) => {
    const run = await importing({ ...WALK, detections: 'none' })
    const shape = { type: 'Polygon', coordinates: [square] }
    const twice = ['d1', 'd1', 'd2'].map((key) => detection(key, keyOf(run, 1), { shape }))
    run.proxy.inject(
      isLayer('instances'),
      answerJson(200, { features: [...twice, detection('d1', keyOf(run, 2), { shape })] }),
    )
    run.proxy.inject(
      isLayer('segmentations'),
      answerJson(200, { features: [detection('d1', keyOf(run, 2), { shape })] }),
    )
    const { importId } = await importAll(run)
    expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
    const [first, second] = await storedPhotos(run)
    const rows = await storedDetections(run)
    expect(rows.map(({ layer, mapillaryKey, photoId }) => [layer, mapillaryKey, photoId]).sort()).toEqual([
      ['instances', 'd1', first?.id],
      ['instances', 'd2', first?.id],
      ['segmentations', 'd1', second?.id],
    ])
  })

  test('with a polygon of 100,000 points are stored without an outline, their answer whole', async ({ importing }) => {
    const run = await importing({ ...WALK, detections: 'none' })
    const circle = Array.from({ length: 100_000 }, (_, i) => [0.5 + Math.cos(i) / 3, 0.5 + Math.sin(i) / 3])
    const shapes = [circle, square].map((ring) => ({ type: 'Polygon', coordinates: [ring] }))
    run.proxy.inject(
      isLayer('instances'),
      answerJson(200, { features: shapes.map((shape, i) => detection(`d${i}`, keyOf(run, 1), { shape })) }),
    )
    const { importId } = await importAll(run)
    expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
    const [large, small] = await storedDetections(run)
    expect(large).toMatchObject({ mapillaryKey: 'd0', value: 'object--bench', score: 0.5, shape: null })
    expect(large?.raw).toEqual(detection('d0', keyOf(run, 1), { shape: shapes[0] }))
    expect(small).toMatchObject({ mapillaryKey: 'd1', shape: shapes[1] })
  })

  test('in a page of 50 MB are all stored', async ({ importing }) => {
    const run = await importing({ ...WALK, detections: 'none' })
    const ring = Array.from({ length: 5_000 }, (_, i) => [0.5 + Math.cos(i) / 3, 0.5 + Math.sin(i) / 3])
    const large = Array.from({ length: 130 }, (_, i) =>
      detection(`large-${i}`, keyOf(run, 1), { shape: { type: 'Polygon', coordinates: [ring] } }),
    )
    const small = Array.from({ length: 20_000 }, (_, i) =>
      detection(`small-${i}`, keyOf(run, 2 + (i % 3)), { note: 'x'.repeat(1_250) }),
    )
    const page = Buffer.from(JSON.stringify({ features: [...large, ...small] }))
    expect(page.length).toBeGreaterThan(50_000_000)
    expect(page.length).toBeLessThan(64_000_000)
    run.proxy.inject(isLayer('segmentations'), answerWith(200, page, { 'content-type': 'application/json' }))
    const { importId } = await importAll(run)
    expect(await progressOf(run, importId)).toMatchObject({ status: 'completed', errorTotal: 0 })
    expect(await run.tools.db.$count(detections, eq(detections.layer, 'segmentations'))).toBe(20_130)
  }, 180_000)
})

test('a sequence of more photos than a round takes comes in whole, in batches', async ({ importing }) => {
  const run = await importing({ ...WALK, photos: MANY, detections: 'none' })
  const { backup } = run.tools
  const kept = new Map<string, number>()
  run.tools.backup = {
    ...backup,
    async put(key, body, { metadata }) {
      let sizeBytes = 0
      for await (const chunk of body) sizeBytes += chunk.length
      metadata()
      kept.set(key, sizeBytes)
    },
  }
  run.proxy.inject(isOriginal, answerWith(200, JPEG, { 'content-type': 'image/jpeg' }))
  run.proxy.inject(isPublicPicture, answerWith(200, JPEG, { 'content-type': 'image/jpeg' }))
  run.proxy.inject(isDetections, answerJson(200, { features: [] }))
  const { importId, sequenceId } = await run.request()
  expect(await run.run(importId)).toEqual([])

  const progress = await progressOf(run, importId)
  expect(progress).toMatchObject({ status: 'completed', photoTotal: MANY, errorTotal: 0 })
  for (const stage of Object.values(progress.stages)) expect(stage).toMatchObject({ done: MANY, failed: 0, waiting: 0 })
  expect([...kept.keys()].filter((key) => key.startsWith('ada/'))).toHaveLength(MANY + 2) // manifest and hashes too
  expect(kept.get(`ada/${sequenceId}/PHOTO_${MANY}.jpg`)).toBe(JPEG.length)
  expect(run.proxy.requests.filter(isOriginal)).toHaveLength(MANY)
  expect(run.proxy.requests.filter(isPublicPicture)).toHaveLength(MANY)
  expect(run.proxy.requests.length).toBeLessThan(2 * MANY + (6 * MANY) / 200 + 10) // six calls for 200 photos
  const [sequence] = await run.tools.db.select().from(sequences)
  expect(sequence).toMatchObject({ photoCount: MANY, isPublic: true })
  const rows = await run.tools.db.select({ n: photos.n, key: photos.mapillaryKey }).from(photos).orderBy(asc(photos.n))
  expect(rows).toEqual(run.sequence.photos.map(({ n, key }) => ({ n, key })))
}, 180_000)
