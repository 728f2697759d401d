import { insertPeople, insertScene } from '../support/api-scene'
import { readTable } from '../support/authorisation'
import { type QuietStack, startQuietStack } from '../support/quiet-stack'
import { withDatabase } from '../support/session'
import { featuresOf, tileAt } from '../support/tile-features'
import { TABLE } from './authorisation-table'
import { expect, test } from './fixtures'

const PAGES = [
  '/',
  '/photos',
  '/photos/{photoId}',
  '/sequences',
  '/sequences/{sequenceId}',
  '/users/{username}',
  '/viewpoints',
  '/leaderboard',
]
const PLACE: [number, number] = [-3.1, 54.45] // of the photos of the scene

let stack: QuietStack
test.beforeAll(async () => {
  stack = await startQuietStack()
})
test.afterAll(() => stack.remove())

test('nobody else finds a photo that is hidden or in an excluded area, or the sequence that has no other, in any answer', async () => {
  test.setTimeout(240_000)
  const { people, about } = await withDatabase(stack, async (db) => {
    const found = await insertPeople(db, stack)
    return { people: found, about: (await insertScene(db, found)).public }
  })
  const { z, x, y } = tileAt(PLACE, 14)
  const paths = [...readTable(TABLE).flatMap(({ method, path }) => (method === 'GET' ? [path] : [])), ...PAGES]
  const addresses = [...new Set(paths)]
    .filter(
      (path) => !/\/imports|\/events|\/tags\/|\/reports|\/accounts|exchange_token|openapi|healthz|readyz/.test(path),
    )
    .map((path) =>
      path
        .replace('{photoId}', String(about.photoId))
        .replace('{sequenceId}', String(about.sequenceId))
        .replace('{username}', people.owner.username)
        .replace('{piece}', 'photos-0.xml')
        .replace('{z}/{x}/{y}', `${z}/${x}/${y}.mvt`)
        .replace(/^\/oembed$/, `/oembed?url=${encodeURIComponent(`${stack.url}/photos/${about.photoId}`)}`),
    )
  const photo = `/photos/${about.photoId}`
  const marks = [new RegExp(`/photos/${about.photoId}(?!\\d)`), new RegExp(`/sequences/${about.sequenceId}(?!\\d)`)]

  /** The addresses of which the answer tells of the photo or its sequence. */
  const telling = async (headers: Record<string, string>) => {
    const found = []
    for (const address of addresses) {
      const response = await fetch(stack.url + address, { headers, redirect: 'manual' })
      const bytes = Buffer.from(await response.arrayBuffer())
      const isPicture = response.ok && response.headers.get('content-type')?.startsWith('image/')
      const isInTile =
        address.endsWith('.mvt') &&
        ['photos', 'sequences'].some((layer) =>
          featuresOf(bytes, layer).some(({ id }) => id === about[layer === 'photos' ? 'photoId' : 'sequenceId']),
        )
      // A page that is not found repeats its own address.
      const isTold = response.ok && marks.some((mark) => mark.test(bytes.toString('utf8')))
      if (isPicture || isInTile || isTold) found.push(address)
    }
    return found
  }

  const before = await telling({})
  expect(before).toEqual(
    expect.arrayContaining([
      photo,
      '/api/v1/photos',
      `/api/v1${photo}/image`,
      `/tiles/${z}/${x}/${y}.mvt`,
      '/sitemaps/photos-0.xml',
    ]),
  )
  expect(before.length).toBeGreaterThan(15)
  const send = (method: 'PATCH' | 'PUT', path: string, body: object) =>
    fetch(stack.url + path, {
      method,
      headers: { ...people.headers.owner, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const hidden = await send('PATCH', `/api/v1${photo}`, { hidden: true })
  expect(hidden.status).toBe(200)
  expect(await hidden.json()).toMatchObject({ properties: { hidden: true, public: false } })

  for (const caller of ['anonymous', 'user', 'foreign'] as const)
    expect(await telling(people.headers[caller]), caller).toEqual([])
  for (const caller of ['owner', 'admin', 'moderator'] as const)
    expect(await telling(people.headers[caller]), caller).toContain(`/api/v1${photo}`)

  expect((await send('PATCH', `/api/v1${photo}`, { hidden: false })).status).toBe(200)
  expect(await telling({})).toContain(photo)
  const [lng, lat] = PLACE
  const ring = [
    [lng - 0.001, lat - 0.001],
    [lng + 0.001, lat - 0.001],
    [lng, lat + 0.001],
    [lng - 0.001, lat - 0.001],
  ]
  const areas = [{ type: 'Polygon', coordinates: [ring] }]
  const excluded = await send('PUT', '/api/v1/me/excluded-areas', { areas })
  expect(excluded.status).toBe(200)
  for (const caller of ['anonymous', 'user', 'foreign'] as const)
    expect(await telling(people.headers[caller]), `${caller}, excluded`).toEqual([])
  expect(await telling(people.headers.owner), 'owner, excluded').toContain(`/api/v1${photo}`)
})
