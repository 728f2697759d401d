import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gzipped } from '@/lib/server/http/gzipped'
import { tileResponse } from '@/lib/server/tiles/tile-response'
import type { SentTile } from '@/lib/tiles/tile-cache'
import { tileJson } from '@/lib/tiles/tile-json'

const ask = (headers: Record<string, string> = {}) => new Request('http://mtp.test/tiles/0/0/0.mvt', { headers })
const BODY = Buffer.alloc(5000, 'tile')
const tile = async (): Promise<SentTile> => ({ etag: 'W/"of-this-body"', gzip: gzipSync(BODY) })
const EMPTY: SentTile = { etag: 'W/"empty"', gzip: Buffer.alloc(0) }

test('a tile is answered whole, with its type, for every page of the web', async () => {
  const response = await tileResponse(ask(), await tile(), 'public, no-cache')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(Buffer.from(await response.arrayBuffer())).toEqual(BODY)
})

test.for(['public, no-cache', 'private, no-cache'])(
  '%s is sent with a tile, an empty one and an unchanged one',
  async (cacheControl) => {
    const known = ask({ 'if-none-match': 'W/"of-this-body"' })
    for (const [request, sent] of [
      [ask(), await tile()],
      [ask(), EMPTY],
      [known, await tile()],
    ] as const) {
      const response = await tileResponse(request, sent, cacheControl)
      expect(response.headers.get('cache-control')).toBe(cacheControl)
    }
  },
)

test('a tile is compressed once, for those who take gzip, and for them alone', async () => {
  const taking = ask({ 'accept-encoding': 'br, gzip' })
  const compressed = await gzipped(taking, await tileResponse(taking, await tile(), 'public, no-cache'))
  expect([compressed.status, compressed.headers.get('content-encoding')]).toEqual([200, 'gzip'])
  expect(gunzipSync(await compressed.arrayBuffer())).toEqual(BODY)
  const other = ask({ 'accept-encoding': 'br' })
  const plain = await gzipped(other, await tileResponse(other, await tile(), 'public, no-cache'))
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('vary')).toBe('accept-encoding')
  expect(Buffer.from(await plain.arrayBuffer())).toEqual(BODY)
})

test('an empty tile is 204', async () => {
  expect((await tileResponse(ask(), EMPTY, 'public, no-cache')).status).toBe(204)
})

test('a tile that the caller has is 304, a changed one is sent', async () => {
  const sent = await tile()
  const known = ask({ 'if-none-match': `"other", ${sent.etag}` })
  const unchanged = await tileResponse(known, sent, 'public, no-cache')
  expect([unchanged.status, unchanged.headers.get('etag'), (await unchanged.arrayBuffer()).byteLength]).toEqual([
    304,
    sent.etag,
    0,
  ])
  expect((await tileResponse(known, { ...sent, etag: 'W/"changed"' }, 'public, no-cache')).status).toBe(200)
})

test('the TileJSON names the tiles of a version, and their layers with zooms', () => {
  const { tiles, vector_layers } = tileJson('https://mtp.test/base?x', 7)
  expect(tiles).toEqual(['https://mtp.test/tiles/{z}/{x}/{y}.mvt?v=7'])
  expect(vector_layers.map(({ id, minzoom, maxzoom }) => [id, minzoom, maxzoom])).toEqual([
    ['overview', 0, 5],
    ['sequences', 6, 14],
    ['photos', 14, 16],
    ['viewpoints', 0, 16],
  ])
})
