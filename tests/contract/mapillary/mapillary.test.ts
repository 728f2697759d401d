import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDemoServer } from '@/demo/server'
import { idOf } from '@/demo/v4/ids'
import { checkOriginal } from '@/lib/backup/original-check'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { DETECTION_LAYERS } from '@/lib/model/layers'
import { ringsOf } from '@/lib/photos/shape-rings'
import { v3ClientFor, v4ClientFor } from '@/tests/support/mapillary-client'
import { RECORDED, startRecordedV3 } from '@/tests/support/recorded-v3'
import { RECORDED_V4, startRecordedV4 } from '@/tests/support/recorded-v4'

/** A service that speaks for a Mapillary API version, and what is known of its contents. */
type Service = {
  client: MapillaryClient
  token: string
  strangersToken: string
  user: { key: string; username: string }
  sequenceKey: string
  photoKeys: string[] // the first of that sequence; the second one's original can be downloaded
  isPublicOnly: boolean // v4: no score, and the picture is anybody's
  close: () => Promise<void>
}

async function recorded(): Promise<Service> {
  const server = await startRecordedV3()
  return { ...RECORDED, client: v3ClientFor(server.origin), isPublicOnly: false, close: server.close }
}

async function recordedV4(): Promise<Service> {
  const server = await startRecordedV4()
  const client = v4ClientFor(server.origin, { publicToken: async () => RECORDED_V4.strangersToken })
  return { ...RECORDED_V4, client, isPublicOnly: true, close: server.close }
}

async function demo(version: 'v3' | 'v4'): Promise<Service> {
  const server = createDemoServer({ clientId: 'test-client-id' })
  const origin = await server.listen()
  const sequence = server.world.sequences.find(({ photos }) =>
    photos.slice(0, 24).some(({ altitude }) => altitude !== null),
  )
  const id = version === 'v3' ? ({ key }: { key: string }) => key : idOf
  const stranger = server.world.users.find((user) => user !== sequence?.owner)
  if (!sequence || !stranger) throw new Error('The demo world has no sequence that fits')
  const strangersToken = server.mintToken(stranger.username)
  return {
    client: version === 'v3' ? v3ClientFor(origin) : v4ClientFor(origin, { publicToken: async () => strangersToken }),
    token: server.mintToken(sequence.owner.username),
    strangersToken,
    user: { key: id(sequence.owner), username: sequence.owner.username },
    sequenceKey: sequence.key,
    photoKeys: sequence.photos.slice(0, 24).map(id),
    isPublicOnly: version === 'v4',
    close: () => server.close(),
  }
}

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages) items.push(...page)
  return items
}

/** The photo keys of each sequence in the list of a user: of sequences (v3), or of photos page by page (v4). */
async function listedFor({ client, token }: Service, user: Service['user']): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for await (const page of client.listSequences?.(token, user.key) ?? [])
    for (const { key, photoKeys } of page) found.set(key, photoKeys)
  for (let after: string | null | undefined = null; client.listPhotos && after !== undefined; ) {
    const page = await client.listPhotos(token, { user, since: null, until: null, after })
    for (const { key, sequenceKey } of page.photos) found.set(sequenceKey, [...(found.get(sequenceKey) ?? []), key])
    after = page.after ?? undefined
  }
  return found
}

describe.each([
  { name: 'v3, recorded answers', start: recorded },
  { name: 'v3, demo Mapillary', start: () => demo('v3') },
  { name: 'v4, recorded answers', start: recordedV4 },
  { name: 'v4, demo Mapillary', start: () => demo('v4') },
])('Mapillary client ($name)', ({ start }) => {
  let service: Service
  let client: MapillaryClient
  let token: string
  let photoKeys: string[]
  beforeAll(async () => {
    service = await start()
    ;({ client, token, photoKeys } = service)
  })
  afterAll(() => service.close())

  test('a token tells who one is', async () => {
    expect(await client.getMe(token)).toEqual(service.user)
  })

  test('a token that Mapillary refuses is UNAUTHENTICATED', async () => {
    await expect(client.getMe('stolen')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('the list of a user has all sequences with their photos, each once', async () => {
    const listed = await listedFor(service, service.user)
    expect(listed.size).toBeGreaterThan(1)
    for (const keys of listed.values()) expect(new Set(keys).size).toBe(keys.length)
  })

  test('a user without sequences has an empty list', async () => {
    expect(await listedFor(service, { key: 'nobody', username: 'nobody' })).toEqual(new Map())
  })

  test('one sequence has the photos that the list has', async () => {
    const sequence = await client.getSequence(token, service.sequenceKey)
    const listed = await listedFor(service, service.user)
    expect(sequence.photoKeys.slice(0, photoKeys.length)).toEqual(photoKeys)
    expect(sequence.capturedAt).toBeInstanceOf(Date)
    expect(sequence.coordinates).toHaveLength(sequence.photoKeys.length)
    expect(listed.get(service.sequenceKey)?.sort()).toEqual([...sequence.photoKeys].sort())
  })

  test.each(['no-such-sequence', 'a/b', '..', '%2e%2e', '', '?x#y'])(
    'the sequence key %j is NOT_FOUND',
    async (key) => {
      await expect(client.getSequence(token, key)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )

  test('images come with the keys that were asked for and are known', async () => {
    const images = await client.getImages(token, [...photoKeys.slice(0, 3).reverse(), 'unknown'])
    expect(images.map(({ key }) => key).sort()).toEqual(photoKeys.slice(0, 3).sort())
    for (const image of images) {
      expect(image).toMatchObject({ userKey: service.user.key, sequenceKey: service.sequenceKey, isPrivate: false })
      expect(image.lngLat).toEqual([expect.any(Number), expect.any(Number)])
      expect(JSON.stringify(image.raw)).toContain(image.key)
    }
  })

  test('asking for no images asks nobody', async () => {
    expect(await client.getImages(token, [])).toEqual([])
    expect(await client.getAltitudes(token, [])).toEqual(new Map())
    expect(await all(client.listDetections(token, 'instances', []))).toEqual([])
  })

  test('computed positions lie near the recorded ones', async () => {
    const images = await client.getImages(token, photoKeys)
    const computed = await client.getComputedPositions(token, photoKeys)
    expect(computed.size).toBeGreaterThan(0)
    for (const [key, [lng, lat]] of computed) {
      const recorded = images.find((image) => image.key === key)?.lngLat
      expect(Math.hypot(lng - (recorded?.[0] ?? 0), lat - (recorded?.[1] ?? 0))).toBeLessThan(0.001)
    }
  })

  test('altitudes are numbers, and absent where Mapillary has none', async () => {
    const altitudes = await client.getAltitudes(token, photoKeys)
    expect(altitudes.size).toBeGreaterThan(0)
    for (const [key, altitude] of altitudes) {
      expect(photoKeys).toContain(key)
      const metres = Object.values(altitude).filter((value) => value !== null)
      expect(metres.length).toBeGreaterThan(0)
      expect(metres.every(Number.isFinite)).toBe(true)
      expect(altitude.reference === null).toBe(service.isPublicOnly)
    }
  })

  test.each(DETECTION_LAYERS)('detections of the layer %s have keys, values and closed shapes', async (layer) => {
    const detections = await all(client.listDetections(token, layer, photoKeys))
    expect(detections.length).toBeGreaterThan(0)
    expect(new Set(detections.map(({ key }) => key)).size).toBe(detections.length)
    for (const { photoKey, value, score, area, shape } of detections) {
      expect(photoKeys).toContain(photoKey)
      expect(value).toContain('--')
      expect(score === null).toBe(service.isPublicOnly)
      expect(area === null).toBe(shape === null)
      expect([score ?? 0, area ?? 0].every((share) => share >= 0 && share <= 1)).toBe(true)
      const outline = (shape && ringsOf(shape)[0]) ?? []
      expect(outline.at(-1)).toEqual(outline[0])
      expect(outline.flat().every((share) => share >= 0 && share <= 1)).toBe(true)
    }
  })

  test('the original comes whole with the token of its owner', async () => {
    const { body, sizeBytes } = await client.downloadOriginal(token, photoKeys[1] ?? '')
    const original = checkOriginal(body, { sizeBytes })
    const bytes = await buffer(original.body)
    expect(original.result().sizeBytes).toBe(sizeBytes)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg' })
  })

  test('the uploaded file is refused to anybody else; the processed one is public', async () => {
    const asked = client.downloadOriginal(service.strangersToken, photoKeys[1] ?? '')
    if (client.originals === 'uploaded') await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' })
    else await (await asked).body.cancel()
    expect(client.originals === 'processed').toBe(service.isPublicOnly)
  })

  test('the original of an unknown photo is NOT_FOUND', async () => {
    await expect(client.downloadOriginal(token, 'unknown')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test.each([320, 640, 1024, 2048] as const)(
    'a thumbnail of size %i is a JPEG that everybody may see',
    async (size) => {
      const { body, contentType } = await client.downloadThumbnail(photoKeys[0] ?? '', size)
      expect(contentType).toBe('image/jpeg')
      expect(await sharp(await buffer(body)).metadata()).toMatchObject({ format: 'jpeg' })
    },
  )

  test('a photo has a page on Mapillary', () => {
    expect(client.photoPageUrl('a/b')).toMatch(/^https:\/\/www\.mapillary\.com\/.*a%2Fb/)
  })
})
