import { get as httpGet } from 'node:http'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDemoServer } from '@/demo/server'
import { createWorld } from '@/demo/world'

const demo = createDemoServer({
  world: createWorld({
    sequences: [
      { username: 'ada', photos: 1, seed: 'open', originalWidth: 640 },
      { username: 'ada', photos: 1, seed: 'hidden', originalWidth: 640, isPrivate: true },
    ],
    visitors: ['dora'],
  }),
})
let origin = ''
beforeAll(async () => {
  origin = await demo.listen()
})
afterAll(() => demo.close())

const keyOf = (isPrivate: boolean) =>
  demo.world.sequences.find((sequence) => sequence.isPrivate === isPrivate)?.photos[0]?.key
const original = (key: string | undefined, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${origin}/v3/images/${key}/download_original?client_id=demo`, { headers, method })
const bearer = (username: string) => ({ Authorization: `Bearer ${demo.mintToken(username)}` })

test('the owner gets the original whole, with its length', async () => {
  const answer = await original(keyOf(false), bearer('ada'))
  const bytes = Buffer.from(await answer.arrayBuffer())

  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  expect(answer.headers.get('content-length')).toBe(String(bytes.length))
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 })
})

test('HEAD tells the length of the original without sending it', async () => {
  const whole = await original(keyOf(false), bearer('ada'))
  const head = await original(keyOf(false), bearer('ada'), 'HEAD')

  expect(head.headers.get('content-length')).toBe(whole.headers.get('content-length'))
  expect((await head.arrayBuffer()).byteLength).toBe(0)
})

test('nobody else gets an original', async () => {
  expect((await original(keyOf(false))).status).toBe(401)
  expect((await original(keyOf(false), { Authorization: 'Bearer demo.x.y' })).status).toBe(401)
  expect((await original(keyOf(false), bearer('dora'))).status).toBe(403)
  expect((await original(keyOf(true), bearer('dora'))).status).toBe(404)
  expect((await original(keyOf(true), bearer('ada'))).status).toBe(200)
})

test.each([320, 640, 1024, 2048])('thumb-%i.jpg is a JPEG for everybody, no wider than its original', async (width) => {
  const answer = await fetch(`${origin}/images/${keyOf(false)}/thumb-${width}.jpg`)

  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({
    format: 'jpeg',
    width: Math.min(width, 640),
  })
})

test('a thumbnail that one has is not sent again', async () => {
  const url = `${origin}/images/${keyOf(false)}/thumb-320.jpg`
  const etag = (await fetch(url)).headers.get('etag')

  expect((await fetch(url, { headers: { 'If-None-Match': etag ?? '' } })).status).toBe(304)
})

test('private, unknown and oddly sized thumbnails do not exist', async () => {
  for (const path of [`${keyOf(true)}/thumb-320.jpg`, 'unknown/thumb-320.jpg', `${keyOf(false)}/thumb-500.jpg`]) {
    expect((await fetch(`${origin}/images/${path}`)).status).toBe(404)
  }
})

test('JSON is packed for those who accept it', async () => {
  const encodingFor = (accept: string) =>
    new Promise((resolve, reject) => {
      const options = { headers: { 'Accept-Encoding': accept } }
      httpGet(`${origin}/v3/object_detections/segmentations?client_id=demo`, options, (response) => {
        response.resume()
        resolve(response.headers['content-encoding'])
      }).on('error', reject)
    })

  expect(await encodingFor('gzip')).toBe('gzip')
  expect(await encodingFor('identity')).toBeUndefined()
})
