import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { handleErrors } from '@/lib/server/http/handle-errors'
import { createReader } from '@/lib/server/replica'
import { serveTile } from '@/lib/server/tiles/serve-tile'
import { readMapState } from '@/lib/tiles/map-version'
import { createTileCache, type TileCache } from '@/lib/tiles/tile-cache'
import { TilePath } from '@/lib/tiles/tile-path'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { test } from '@/tests/support/db'
import { insertPhoto } from '@/tests/support/factories'
import { featuresOf, tileAt } from '@/tests/support/tile-features'

type Asking = { path: string; viewer?: Viewer; etag?: string | null; tileCache?: TileCache }

/** What the route does: reads the path, serves the tile, and turns what is thrown into a problem. */
function ask(db: Db, { path, viewer = null, etag, tileCache = createTileCache({ maxBytes: 1e6 }) }: Asking) {
  const url = new URL(path, 'http://mtp.test')
  const [, , z, x, y] = url.pathname.split('/')
  const request = new Request(url, { headers: etag ? { 'if-none-match': etag } : {} })
  const reader = createReader({ primary: db, replica: null })
  const tools = { tileDb: db, tileReader: reader, searchReader: reader, tileCache, findViewer: async () => viewer }
  return handleErrors(async () => serveTile(tools, request, TilePath.parse({ z, x, y })))
}

async function setScene(db: Db) {
  const photo = await insertPhoto(db)
  const { z, x, y } = tileAt([photo.lng ?? 0, photo.lat ?? 0], 14)
  return { photo, path: `/tiles/${z}/${x}/${y}.mvt`, tileCache: createTileCache({ maxBytes: 1e6 }) }
}

const photosIn = async (response: Response) =>
  featuresOf(new Uint8Array(await response.arrayBuffer()), 'photos').map(({ id }) => id)

test('a tile may be kept when its address names the present version, else it is asked for each time', async ({
  pool,
}) => {
  const { path } = await setScene(pool)
  const { version } = await readMapState(pool)
  const caching = async (query: string) => (await ask(pool, { path: path + query })).headers.get('cache-control')
  expect(await caching(`?v=${version}`)).toBe('public, max-age=86400, stale-while-revalidate=604800')
  for (const query of ['', `?v=${version + 1}`, '?v=0', '?v=', '?v=x'])
    expect(await caching(query)).toBe('public, no-cache')
})

test('what was hidden is gone from the next answer, whatever was rendered or kept before', async ({ pool }) => {
  const { photo, path, tileCache } = await setScene(pool)
  const { version } = await readMapState(pool)
  const before = await ask(pool, { path: `${path}?v=${version}`, tileCache })
  const etag = before.headers.get('etag')
  expect(await photosIn(before)).toEqual([photo.id])
  expect((await ask(pool, { path, etag, tileCache })).status).toBe(304)

  await pool.update(sequences).set({ isPrivate: true }).where(eq(sequences.id, photo.sequenceId))

  const after = await ask(pool, { path: `${path}?v=${version}`, etag, tileCache })
  expect([after.status, after.headers.get('cache-control')]).toEqual([204, 'public, no-cache'])
})

test('a tile that did not change stays 304 when something else did', async ({ pool }) => {
  const { path, tileCache } = await setScene(pool)
  const etag = (await ask(pool, { path, tileCache })).headers.get('etag')
  await insertPhoto(pool, { lng: 100, lat: -30 })
  expect((await ask(pool, { path, etag, tileCache })).status).toBe(304)
})

describe('the tile of a search', () => {
  test('is the viewer’s own, and is never kept', async ({ pool }) => {
    const { photo, path } = await setScene(pool)
    const secret = await insertPhoto(pool, { sequenceId: photo.sequenceId, n: 2, isPrivate: true })
    const own = await ask(pool, { path: `${path}?pano=false`, viewer: photo.ownerId })
    expect(own.headers.get('cache-control')).toBe('private, no-cache')
    expect(new Set(await photosIn(own))).toEqual(new Set([photo.id, secret.id]))
    const open = await ask(pool, { path: `${path}?pano=false&v=1` })
    expect(open.headers.get('cache-control')).toBe('public, no-cache')
    expect(await photosIn(open)).toEqual([photo.id])
  })

  test('is 304 for who has it, and 401 for one’s own photos when nobody is logged in', async ({ pool }) => {
    const { path } = await setScene(pool)
    const etag = (await ask(pool, { path: `${path}?pano=false` })).headers.get('etag')
    expect((await ask(pool, { path: `${path}?pano=false`, etag })).status).toBe(304)
    expect((await ask(pool, { path: `${path}?backedUp=true` })).status).toBe(401)
  })
})

test.for([
  '/tiles/17/0/0.mvt',
  '/tiles/3/8/0.mvt',
  '/tiles/3/0/8.mvt',
  '/tiles/-1/0/0.mvt',
  '/tiles/1.5/0/0.mvt',
  '/tiles/0x1/0/0.mvt',
  '/tiles/a/b/c.mvt',
  '/tiles/0/0/0.png',
  '/tiles/0/0/0',
  '/tiles/1/99999999999999999999/0.mvt',
  '/tiles/1/NaN/0.mvt',
  "/tiles/0/0/0.mvt?pano='; drop table photos; --",
  '/tiles/0/0/0.mvt?bbox=1,2,3',
  '/tiles/0/0/0.mvt?bbox=0,10,1,-10',
  '/tiles/0/0/0.mvt?near=1000,1000',
  '/tiles/0/0/0.mvt?from=yesterday',
  '/tiles/0/0/0.mvt?from=10000-01-01',
  '/tiles/0/0/0.mvt?minViewpoints=1e99',
  '/tiles/0/0/0.mvt?sequence=-1',
  `/tiles/0/0/0.mvt?${Array.from({ length: 10_000 }, (_, n) => `tag=t${n}`).join('&')}`,
  '/tiles/0/0/0.mvt?user=%00',
])('%.80s is refused with a problem', async (path, { db }) => {
  const response = await ask(db, { path })
  expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
  expect(await response.json()).toMatchObject({ status: 400, title: 'Invalid input' })
})

test('parameters that mean nothing are ignored', async ({ pool }) => {
  const { photo, path } = await setScene(pool)
  expect(await photosIn(await ask(pool, { path: `${path}?utm_source=x&tag=&v=7` }))).toEqual([photo.id])
})
