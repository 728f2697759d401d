import { sql } from 'drizzle-orm'
import { openApi } from '@/lib/server/api/openapi'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '../support/factories'
import type { QuietStack } from '../support/quiet-stack'
import { withDatabase } from '../support/session'
import { featuresOf } from '../support/tile-features'
import { expect, test } from './fixtures'

let stack: QuietStack
test.beforeAll(({ quietStack }) => {
  stack = quietStack
})

const ANSWERS = ['/api/v1/photos?', '/api/v1/photos/facets?', '/api/v1/photos/export?format=csv&', '/tiles/0/0/0.mvt?']
const PAGES = ['/', '/photos']
const tags = (count: number) => Array.from({ length: count }, (_, n) => `tag=t${n}`).join('&')
const EVERYTHING = [
  ...['bbox=-180,-90,180,90', 'from=1990-01-01', 'to=2099-12-31', 'season=spring', 'pano=false', 'transport=walk'],
  ...['tag=object--*', 'source=mapillary', 'minScore=0.1', 'minArea=0.0001', 'minAltitude=-100', 'maxAltitude=9000'],
  ...['heading=90&headingTolerance=180', 'cameraMake=GoPro', 'cameraModel=Max', 'sequenceTag=alps', 'sort=-viewpoints'],
].join('&')

/** Of a page, `text` is what a person reads. */
async function ask(path: string) {
  const answer = await fetch(stack.url + path, { signal: AbortSignal.timeout(20_000) })
  const [type, body] = [answer.headers.get('content-type') ?? '', await answer.text()]
  const text = type.startsWith('text/html') ? body.replace(/<script.*?<\/script>|<[^>]*>/gs, ' ') : body
  return { status: answer.status, type, text }
}

test('no picture of ours is served by the image optimizer, whose cache would outlive a takedown', async () => {
  const picture = encodeURIComponent('/photos/1/preview.jpg')
  expect((await ask(`/_next/image?url=${picture}&w=1080&q=75`)).status).toBe(404)
})

for (const [what, query, words, plainWords] of [
  ['a box inside out', 'bbox=0,10,1,-10', 'expected minLat to be at most maxLat', 'has to be four numbers in degrees'],
  ['half a box', 'bbox=1,2', 'expected minLng,minLat,maxLng,maxLat', 'has to be four numbers in degrees'],
  ['a place that is nowhere', 'near=1000,1000', 'expected lng,lat', 'a longitude and a latitude'],
  ['a day in the year 10,000', 'from=10000-01-01', 'expected a date', 'The first day has to be a date'],
  ['a day in the year 9999', 'to=9999-12-31', 'expected a year of 1800 to 2999', 'The last day has to be a date'],
  ['1,000 tags', tags(1_000), 'expected at most 20', 'The object is not one that we can look for'],
  ['SQL', "pano='; drop table photos; --", 'expected true or false', 'yes or no'],
  ['a control character', 'user=a%01b', 'expected text without control characters', 'The name of the photographer'],
] as const) {
  test(`${what} in a search is refused with the reason, by the API, the tiles and the pages`, async () => {
    for (const path of ANSWERS) {
      const { status, type, text } = await ask(path + query)
      expect([path, status, type]).toEqual([path, 400, 'application/problem+json'])
      expect(JSON.parse(text).detail, path).toContain(words)
    }
    for (const path of PAGES) {
      const { status, text } = await ask(`${path}?${query}`)
      expect(status, path).toBe(200)
      expect(text, path).toContain('This search makes no sense to us')
      expect(text, path).toContain(plainWords)
      expect(text, path).not.toContain(words)
    }
  })
}

test('no parameter of the lists takes SQL or control characters for more than text', async () => {
  const { paths } = openApi({ origin: stack.url })
  for (const path of ['/api/v1/photos', '/api/v1/sequences', '/api/v1/viewpoints'] as const) {
    const names = paths[path]?.get?.parameters.map(({ name }) => name) ?? []
    expect(names).toContain('bbox')
    for (const name of names) {
      for (const value of ["' or 1=1; drop table photos; --", 'a\u0001b', 'a\u0000b', '\u202e%_\\"']) {
        const query = new URLSearchParams({ [name]: value })
        const { status, text } = await ask(`${path}?${query}`)
        expect([200, 400], `${path} ${query}: ${text}`).toContain(status)
        expect((await ask(`${path.replace('/api/v1', '')}?${query}`)).status, `the page, ${query}`).toBe(200)
      }
    }
  }
  expect((await ask('/api/v1/photos')).status).toBe(200)
})

test('10,000 tags in a search are refused before anybody reads them', async () => {
  for (const path of [...ANSWERS, '/photos?']) {
    const { status, text } = await ask(path + tags(10_000))
    expect([path, status, JSON.parse(text).detail]).toEqual([path, 400, expect.stringContaining('longer than 16 kB')])
  }
})

test('a tile that does not exist is refused with the reason', async () => {
  for (const tile of [
    '17/0/0',
    '3/8/0',
    '3/0/8',
    '-1/0/0',
    '1.5/0/0',
    'a/b/c',
    '0/0/99999999999999999999',
    '1/NaN/0',
  ]) {
    const { status, type } = await ask(`/tiles/${tile}.mvt`)
    expect([tile, status, type]).toEqual([tile, 400, 'application/problem+json'])
  }
})

test('a forged cursor is refused, by the pages with a way out', async () => {
  for (const path of ['/api/v1/photos', '/api/v1/sequences', '/api/v1/viewpoints']) {
    expect((await ask(`${path}?cursor=MTIzNDU2`)).status, path).toBe(400)
  }
  for (const path of ['/photos', '/sequences', '/viewpoints']) {
    expect((await ask(`${path}?cursor=forged`)).text, path).toContain('makes no sense to us')
  }
})

test('photos at the ends of the world, at 0/0 and nowhere are found, and on the map where they have a place', async () => {
  const username = 'at-the-ends'
  const at = await withDatabase(stack, async (db) => {
    const { id: ownerId } = await insertUser(db, { username })
    const { id: sequenceId } = await insertSequence(db, { ownerId })
    const insert = async (n: number, lng: number | null, lat: number | null) =>
      String((await insertPhoto(db, { sequenceId, ownerId, n, lng, lat })).id)
    return {
      northPole: await insert(1, 5, 90),
      southPole: await insert(2, 5, -90),
      east: await insert(3, 180, 10),
      west: await insert(4, -180, 10),
      zero: await insert(5, 0, 0),
      nowhere: await insert(6, null, null),
    }
  })
  const found = async (query: string) => {
    const { features } = JSON.parse((await ask(`/api/v1/photos?user=${username}&${query}`)).text)
    return features.map(({ id }: { id: string }) => id).sort()
  }
  expect(await found('')).toEqual(Object.values(at).sort())
  expect(await found('bbox=-180,-90,180,90')).not.toContain(at.nowhere)
  expect(await found('bbox=179,0,-179,20')).toEqual([at.east, at.west].sort())
  expect(await found('near=0,0&radius=10')).toEqual([at.zero])
  expect(await found('bbox=-180,89,180,90')).toEqual([at.northPole])

  const tile = await fetch(`${stack.url}/tiles/0/0/0.mvt?user=${username}`)
  const counts = featuresOf(new Uint8Array(await tile.arrayBuffer()), 'photos').map(({ properties }) =>
    Number(properties.count ?? 1),
  )
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5)
})

test('a search of the whole world that takes too long ends with a clear word', async () => {
  const found = await withDatabase(stack, async (db) => {
    const { id: sequenceId } = await insertSequence(db, { transportType: 'Walk', tags: ['alps'] })
    const photo = await insertPhoto(db, { sequenceId, cameraMake: 'GoPro', cameraModel: 'Max', altitude: 100 })
    await insertDetection(db, { photoId: photo.id })
    return String(photo.id)
  })
  await withDatabase(stack, (db) =>
    db.transaction(async (tx) => {
      await tx.execute(sql`lock table photo_search in access exclusive mode`) // nothing is as slow
      const asked = [...ANSWERS, '/photos?'].map((path) => ask(path + EVERYTHING))
      const [page, ...answers] = (await Promise.all(asked)).toReversed()
      for (const { status, text } of answers) {
        expect([status, JSON.parse(text).detail]).toEqual([503, expect.stringContaining('This search takes too long')])
      }
      expect(page?.text).toContain('This search has no answer now')
      expect(page?.text).toContain('Ask for a smaller area')
    }),
  )
  const { features } = JSON.parse((await ask(`/api/v1/photos?${EVERYTHING}`)).text)
  expect(features).toMatchObject([{ id: found }])
})
