import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createDemoServer } from '@/demo/server'
import { createWorld } from '@/demo/world'

const demo = createDemoServer({
  clientId: 'app',
  world: createWorld({
    sequences: [
      {
        username: 'ada',
        photos: 7,
        seed: 'one',
        capturedAt: '2020-06-01T09:00:00.000Z',
        altitude: 'all',
        detections: 'all',
      },
      { username: 'ada', photos: 3, seed: 'two', capturedAt: '2020-08-01T09:00:00.000Z', isPrivate: true },
      { username: 'bruno', photos: 4, seed: 'three', capturedAt: '2020-07-01T09:00:00.000Z', altitude: 'none' },
      { username: 'bruno', photos: 2, seed: 'four', origin: [2.35, 48.85], isPanorama: true, detections: 'none' },
    ],
    visitors: ['dora'],
  }),
})
let origin = ''
beforeAll(async () => {
  origin = await demo.listen()
})
afterAll(() => demo.close())

const iso = z.iso.datetime({ precision: 3 })
const Key = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
const LngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const User = z.strictObject({ about: z.string(), avatar: z.url(), created_at: iso, key: Key, username: z.string() })
const Sequence = z.object({
  type: z.literal('Feature'),
  properties: z.strictObject({
    camera_make: z.string(),
    captured_at: iso,
    coordinateProperties: z.strictObject({ cas: z.array(z.number()), image_keys: z.array(Key) }),
    created_at: iso,
    key: Key,
    pano: z.boolean(),
    private: z.boolean(),
    user_key: Key,
    username: z.string(),
  }),
  geometry: z.strictObject({ type: z.literal('LineString'), coordinates: z.array(LngLat) }),
})
const Image = z.object({
  type: z.literal('Feature'),
  properties: z.strictObject({
    altitude: z.number().optional(),
    ca: z.number(),
    camera_make: z.string(),
    camera_model: z.string(),
    captured_at: iso,
    key: Key,
    pano: z.boolean(),
    private: z.boolean(),
    sequence_key: Key,
    user_key: Key,
    username: z.string(),
  }),
  geometry: z.strictObject({ type: z.literal('Point'), coordinates: LngLat }),
})
const Found = z.object({
  type: z.literal('Feature'),
  properties: z.strictObject({
    area: z.number().positive().max(1),
    captured_at: iso,
    image_ca: z.number(),
    image_key: Key,
    image_pano: z.boolean(),
    key: z.string().regex(/^[a-z0-9]{22}$/),
    score: z.number().min(0).max(1),
    shape: z.strictObject({
      type: z.literal('Polygon'),
      coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
    }),
    value: z.string(),
  }),
  geometry: z.strictObject({ type: z.literal('Point'), coordinates: LngLat }),
})
const listOf = <T extends z.ZodType>(feature: T) =>
  z.strictObject({ type: z.literal('FeatureCollection'), features: z.array(feature) })

describe('users', () => {
  test('/me is the owner of the token, with an e-mail address', async () => {
    const me = await get('/me', { as: 'ada' })

    expect(me.status).toBe(200)
    expect(User.extend({ email: z.string() }).parse(me.body).username).toBe('ada')
  })

  test('/users is a plain array and finds by name and by key', async () => {
    const [bruno] = z.array(User).parse((await get('/users?usernames=bruno')).body)

    expect(bruno?.username).toBe('bruno')
    expect(User.parse((await get(`/users/${bruno?.key}`)).body)).toEqual(bruno)
    expect((await fetch(bruno?.avatar ?? '')).headers.get('content-type')).toBe('image/svg+xml')
  })
})

describe('sequences', () => {
  test('come newest first, private ones to their owner alone', async () => {
    const of = async (query: string, as?: string) =>
      listOf(Sequence)
        .parse((await get(`/sequences?${query}`, as ? { as } : {})).body)
        .features.map((feature) => feature.properties.captured_at.slice(0, 7))

    expect(await of('usernames=ada')).toEqual(['2020-06'])
    expect(await of('usernames=ada', 'bruno')).toEqual(['2020-06'])
    expect(await of('usernames=ada', 'ada')).toEqual(['2020-08', '2020-06'])
    expect(await of('usernames=ada&private=true', 'ada')).toEqual(['2020-08'])
    expect(await of('start_time=2020-07-01&end_time=2020-07-31')).toEqual(['2020-07'])
    expect(await of('bbox=2,48,3,49')).toHaveLength(1)
  })

  test('one by its key has keys and angles parallel to its line', async () => {
    const { key, photos } = sequenceOf('one')
    const { properties, geometry } = Sequence.parse((await get(`/sequences/${key}`)).body)

    expect(properties.coordinateProperties.image_keys).toEqual(photos.map((photo) => photo.key))
    expect(properties.coordinateProperties.cas).toHaveLength(7)
    expect(geometry.coordinates).toHaveLength(7)
  })

  test('a private one does not exist for others', async () => {
    const { key } = sequenceOf('two')

    expect((await get(`/sequences/${key}`, { as: 'bruno' })).status).toBe(404)
    expect((await get(`/sequences/${key}`, { as: 'ada' })).status).toBe(200)
  })
})

describe('images', () => {
  test('are found by key, by sequence and by place', async () => {
    const { key, photos } = sequenceOf('one')
    const [first, second] = photos
    const keysOf = async (query: string) =>
      listOf(Image)
        .parse((await get(`/images?${query}`)).body)
        .features.map((feature) => feature.properties.key)

    expect(await keysOf(`image_keys=${second?.key},${first?.key}`)).toEqual([second?.key, first?.key])
    expect(await keysOf(`sequence_keys=${key}`)).toHaveLength(7)
    expect(await keysOf('closeto=2.35,48.85&radius=50')).toHaveLength(2)
    expect(await keysOf('pano=true')).toHaveLength(2)
    expect(Image.parse((await get(`/images/${first?.key}`)).body).properties.key).toBe(first?.key)
  })

  test('give the computed place only when asked for it', async () => {
    const photo = sequenceOf('one').photos[3]
    const pointOf = async (query: string) =>
      Image.parse((await get(`/images/${photo?.key}${query}`)).body).geometry.coordinates

    expect(await pointOf('')).toEqual(photo?.lngLat)
    expect(await pointOf('?computed_coordinates=true')).toEqual(photo?.computedLngLat)
    expect(photo?.computedLngLat).not.toEqual(photo?.lngLat)
  })

  test('computed ones have an altitude where it is known', async () => {
    const altitudes = async (seed: string) =>
      listOf(Image)
        .parse((await get(`/images_computed?sequence_keys=${sequenceOf(seed).key}`)).body)
        .features.map((feature) => feature.properties.altitude)

    expect((await altitudes('one')).every((altitude) => typeof altitude === 'number')).toBe(true)
    expect((await altitudes('three')).every((altitude) => altitude === undefined)).toBe(true)
  })
})

describe('object detections', () => {
  test.each(['trafficsigns', 'segmentations', 'instances'])(
    'of the layer %s belong to the images asked for',
    async (layer) => {
      const keys = sequenceOf('one').photos.map((photo) => photo.key)
      const { features } = listOf(Found).parse(
        (await get(`/object_detections/${layer}?image_keys=${keys}&per_page=1000`)).body,
      )

      expect(features.length).toBeGreaterThan(0)
      for (const { properties } of features) expect(keys).toContain(properties.image_key)
    },
  )

  test('of photos without any are an empty list', async () => {
    const keys = sequenceOf('four').photos.map((photo) => photo.key)

    expect((await get(`/object_detections/instances?image_keys=${keys}`)).body).toMatchObject({ features: [] })
  })
})

describe('paging', () => {
  test.each([
    '/images?per_page=4',
    '/sequences?per_page=1',
    '/object_detections/segmentations?per_page=7',
    '/users?per_page=1',
  ])('the links of %s lead through everything once, and back', async (path) => {
    const whole = featuresOf((await get(path.replace(/per_page=\d+/, 'per_page=1000'))).body)
    const walked: unknown[] = []
    let next: string | undefined = `${origin}/v3${path}&client_id=app`
    let previous: string | undefined
    while (next) {
      const page = await fetch(next)
      const links = linksOf(page)
      walked.push(...featuresOf(await page.json()))
      expect(links.has('first')).toBe(true)
      expect(links.has('prev')).toBe(previous !== undefined)
      previous = next
      next = links.get('next')
    }

    expect(walked).toEqual(whole)
  })
})

describe('refusals', () => {
  test('without the client id everything is unauthorized', async () => {
    const answer = await fetch(`${origin}/v3/images`)

    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }])
  })

  test.each(['/nothing', '/sequences/nothing', '/images/nothing', '/users/nothing', '/object_detections/nothing'])(
    '%s is not found',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 404, body: { message: 'Not found' } })
    },
  )

  test.each(['per_page=none', 'bbox=1,2', 'closeto=here', 'start_time=soon'])(
    'a bad %s is said to be bad',
    async (query) => {
      expect((await get(`/images?${query}`)).status).toBe(400)
    },
  )

  test('a token that was taken back is refused everywhere', async () => {
    const token = demo.mintToken('dora')
    const ask = () => fetch(`${origin}/v3/me?client_id=app`, { headers: { Authorization: `Bearer ${token}` } })

    expect((await ask()).status).toBe(200)
    demo.revoke('dora')
    expect((await ask()).status).toBe(401)
  })
})

async function get(path: string, { as }: { as?: string } = {}): Promise<{ status: number; body: unknown }> {
  const url = new URL(`${origin}/v3${path}`)
  url.searchParams.set('client_id', 'app')
  const answer = await fetch(url, as ? { headers: { Authorization: `Bearer ${demo.mintToken(as)}` } } : {})
  return { status: answer.status, body: await answer.json() }
}

function sequenceOf(seed: 'one' | 'two' | 'three' | 'four' | string) {
  const sizes: Record<string, number> = { one: 7, two: 3, three: 4, four: 2 }
  const sequence = demo.world.sequences.find((candidate) => candidate.photos.length === sizes[seed])
  if (!sequence) throw new Error(`There is no sequence ${seed}`)
  return sequence
}

const featuresOf = (body: unknown) =>
  z
    .union([z.array(z.unknown()), z.object({ features: z.array(z.unknown()) }).transform((list) => list.features)])
    .parse(body)

function linksOf(answer: Response): Map<string, string> {
  const links = (answer.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)
  return new Map([...links].map(([, url = '', rel = '']) => [rel, url]))
}
