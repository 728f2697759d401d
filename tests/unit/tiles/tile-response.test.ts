import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gzipped } from '@/lib/http/gzipped'
import { tileJson } from '@/lib/tiles/tile-json'
import { tileResponse } from '@/lib/tiles/tile-response'

const ask = (headers: Record<string, string> = {}) => new Request('http://mtp.test/tiles/0/0/0.mvt', { headers })
const TILE = Buffer.alloc(5000, 'tile')

test('a tile is answered whole, with its type, and must be asked for again each time', async () => {
  const response = await tileResponse(ask(), TILE)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
  expect(response.headers.get('cache-control')).toContain('no-cache')
  expect(Buffer.from(await response.arrayBuffer())).toEqual(TILE)
})

test('a tile is compressed for those who take gzip, and for them alone', async () => {
  const compressed = await gzipped(ask({ 'accept-encoding': 'br, gzip' }), tileResponse(ask(), TILE))
  expect([compressed.status, compressed.headers.get('content-encoding')]).toEqual([200, 'gzip'])
  expect(gunzipSync(await compressed.arrayBuffer())).toEqual(TILE)
  const plain = await gzipped(ask({ 'accept-encoding': 'br' }), tileResponse(ask(), TILE))
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('vary')).toBe('accept-encoding')
})

test('an empty tile is 204', async () => {
  expect((await tileResponse(ask(), Buffer.alloc(0))).status).toBe(204)
})

test('a tile that the caller has is 304, a changed one is sent', async () => {
  const etag = (await tileResponse(ask(), TILE)).headers.get('etag') ?? ''
  const known = ask({ 'if-none-match': `"other", ${etag}` })
  const unchanged = await tileResponse(known, TILE)
  expect([unchanged.status, unchanged.headers.get('etag'), (await unchanged.arrayBuffer()).byteLength]).toEqual([
    304,
    etag,
    0,
  ])
  expect((await tileResponse(known, Buffer.from('changed'))).status).toBe(200)
})

test('the TileJSON names the tiles and their layers with zooms', () => {
  const { tiles, vector_layers } = tileJson('https://mtp.test/base?x')
  expect(tiles).toEqual(['https://mtp.test/tiles/{z}/{x}/{y}.mvt'])
  expect(vector_layers.map(({ id, minzoom, maxzoom }) => [id, minzoom, maxzoom])).toEqual([
    ['overview', 0, 5],
    ['sequences', 6, 14],
    ['photos', 14, 16],
  ])
})
