import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/config/env'
import { connectMapillary } from '@/lib/mapillary/connect'
import { createLimiter } from '@/lib/mapillary/limiter'

const ENDED = {
  DATABASE_URL: 'postgres://user:password@127.0.0.1:5432/map_the_paths',
  MAPILLARY_API: 'none',
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  NEXTAUTH_SECRET: '0123456789abcdef',
  TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
}

/** A client of an environment without Mapillary, and how often something was about to be asked. */
function ended() {
  let asked = 0
  const limiter = createLimiter()
  const count = async () => {
    asked += 1
    return ''
  }
  const hold: typeof limiter.hold = (kind) => {
    asked += 1
    return limiter.hold(kind)
  }
  const client = connectMapillary(parseEnv(ENDED), { publicToken: count, limiter: { ...limiter, hold } })
  return { client, asked: () => asked }
}

test('MAPILLARY_API=none needs no application', () => {
  expect(parseEnv(ENDED)).toMatchObject({ MAPILLARY_API: 'none', MAPILLARY_CLIENT_ID: '' })
  expect(() => parseEnv({ ...ENDED, MAPILLARY_API: 'v4' })).toThrow(/MAPILLARY_CLIENT_ID: read nothing, expected the/)
})

test('once Mapillary has ended, every call is refused and none is made', async () => {
  const { client, asked } = ended()
  const calls = [
    client.getMe('token'),
    client.getSequence('token', 'sequence'),
    client.getImages('token', ['photo']),
    client.getComputedPositions('token', ['photo']),
    client.getAltitudes('token', ['photo']),
    client.downloadOriginal('token', 'photo'),
    client.downloadThumbnail('photo', 320),
    client.listDetections('token', 'instances', ['photo'])[Symbol.asyncIterator]().next(),
  ]
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'CONFLICT' }) // never NOT_FOUND: nothing is gone by it
  expect(asked()).toBe(0)
})

test('once Mapillary has ended, no link leads there, and keys of every form count as its own', () => {
  const { client } = ended()
  expect(client.photoPageUrl('123')).toBeNull()
  expect(client.keyForm).toBe('any')
  expect(client).toMatchObject({ hasEnded: true })
  expect(client.listSequences).toBeUndefined()
  expect(client.listPhotos).toBeUndefined()
  expect(client.refreshLogin).toBeUndefined()
})
