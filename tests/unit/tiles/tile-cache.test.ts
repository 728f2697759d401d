import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createTileCache, toSentTile } from '@/lib/tiles/tile-cache'

/** Renders `text`, and counts how often. */
function rendering(text: string) {
  const render = async () => {
    render.count++
    return Buffer.from(text)
  }
  render.count = 0
  return render
}

test('a tile is rendered once for each revision of the map', async () => {
  const cache = createTileCache({ maxBytes: 10_000 })
  const render = rendering('a tile')
  const first = await cache.get('0/0/0', 1, render)
  expect(await cache.get('0/0/0', 1, render)).toBe(first)
  expect(render.count).toBe(1)
  const second = await cache.get('0/0/0', 2, render)
  expect(render.count).toBe(2)
  expect(second.etag).toBe(first.etag)
  expect(gunzipSync(second.gzip).toString()).toBe('a tile')
})

test.each([1, 31_999, 32_001, 700_000])('%i bytes come back whole', async (length) => {
  const tile = randomBytes(length) // nothing to compress: more is sent than there was
  const { gzip } = await toSentTile(Promise.resolve(tile))
  expect(gunzipSync(gzip).equals(tile)).toBe(true)
})

test('those who ask at the same time share one rendering, unless the map has changed meanwhile', async () => {
  const cache = createTileCache({ maxBytes: 10_000 })
  const [before, after] = [rendering('before'), rendering('after')]
  const tiles = await Promise.all([
    cache.get('0/0/0', 1, before),
    cache.get('0/0/0', 1, before),
    cache.get('0/0/0', 2, after),
  ])
  expect([before.count, after.count]).toEqual([1, 1])
  expect(tiles.map(({ gzip }) => gunzipSync(gzip).toString())).toEqual(['before', 'before', 'after'])
})

test('a slow rendering of an earlier revision does not replace a later one', async () => {
  const cache = createTileCache({ maxBytes: 10_000 })
  let finish = (_tile: Buffer) => {}
  const slow = new Promise<Buffer>((done) => {
    finish = done
  })
  const early = cache.get('0/0/0', 1, () => slow)
  await cache.get('0/0/0', 2, rendering('after'))
  finish(Buffer.from('before'))
  await early
  const again = rendering('again')
  await cache.get('0/0/0', 2, again)
  expect(again.count).toBe(0)
})

test('a rendering that fails is tried again', async () => {
  const cache = createTileCache({ maxBytes: 10_000 })
  const away = () => Promise.reject(new Error('The database is away'))
  await expect(cache.get('0/0/0', 1, away)).rejects.toThrow('away')
  expect((await cache.get('0/0/0', 1, rendering('back'))).gzip.length).toBeGreaterThan(0)
})

test('an empty tile has no bytes', async () => {
  const { gzip } = await createTileCache({ maxBytes: 10_000 }).get('0/0/0', 1, rendering(''))
  expect(gzip).toHaveLength(0)
})

test('what was asked for longest ago makes room', async () => {
  const cache = createTileCache({ maxBytes: 1_000 }) // for two or three small ones
  const render = rendering('tile')
  for (const name of ['a', 'b', 'a', 'c', 'd']) await cache.get(name, 1, render)
  const [kept, gone] = [rendering('tile'), rendering('tile')]
  await cache.get('a', 1, kept)
  await cache.get('b', 1, gone)
  expect([kept.count, gone.count]).toEqual([0, 1])
})
