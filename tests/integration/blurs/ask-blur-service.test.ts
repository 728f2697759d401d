import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect } from 'vitest'
import type { Db } from '@/db/client'
import { blurFailures, photoBlurs } from '@/db/schema/blurs'
import { photos } from '@/db/schema/photos'
import { askBlurService } from '@/lib/blurs/ask-blur-service'
import { createBlurService } from '@/lib/blurs/blur-service'
import { test } from '@/tests/support/db'
import { boxShape, insertPhoto } from '@/tests/support/factories'
import { type HttpServer, startHttpServer } from '@/tests/support/http-server'

let server: HttpServer
beforeEach(async () => {
  server = await startHttpServer()
})
afterEach(() => server.close())

const JPEG = Buffer.from('a picture')

function round(db: Db, picture: Buffer | null = JPEG) {
  const tools = { db, pictures: { find: async () => picture }, service: createBlurService(`${server.origin}/blur`) }
  return askBlurService(tools, { endsAt: Date.now() + 60_000 })
}

const uploaded = (db: Db) => insertPhoto(db, { backupKey: 'ada/1/PHOTO_1.jpg', backupForm: 'uploaded' })

test('photos whose original is as uploaded are asked about once, and what is found is blurred', async ({ db }) => {
  const photo = await uploaded(db)
  const unknown = await insertPhoto(db, { backupKey: 'ada/2/PHOTO_1.jpg', backupForm: null })
  await insertPhoto(db, { backupKey: 'ada/3/PHOTO_1.jpg', backupForm: 'processed' })
  await insertPhoto(db)
  server.answerJson(200, { regions: [boxShape(0.4, 0.4)] })

  expect(await round(db)).toEqual({ asked: 2, failed: 0 })
  expect(await round(db)).toEqual({ asked: 0, failed: 0 })

  expect(server.requests.map(({ url, headers }) => [url.pathname, headers['content-type']])).toEqual([
    ['/blur', 'image/jpeg'],
    ['/blur', 'image/jpeg'],
  ])
  const blurs = await db.select().from(photoBlurs).orderBy(photoBlurs.photoId)
  expect(blurs).toMatchObject([
    { photoId: photo.id, source: 'service', authorId: null },
    { photoId: unknown.id, source: 'service' },
  ])
})

test.for<[what: string, status: number, body: unknown]>([
  ['an error', 500, {}],
  ['another shape', 200, { faces: [] }],
  [
    'a region outside of the picture',
    200,
    {
      regions: [
        {
          type: 'Polygon',
          coordinates: [
            [
              [2, 2],
              [3, 2],
              [3, 3],
              [2, 2],
            ],
          ],
        },
      ],
    },
  ],
  ['too long an answer', 200, { regions: [], more: 'x'.repeat(1_100_000) }],
])('%s is noted, and asked again later', async ([_what, status, body], { db }) => {
  const photo = await uploaded(db)
  server.answerJson(status, body)
  expect(await round(db)).toEqual({ asked: 0, failed: 1 })
  expect(await round(db)).toEqual({ asked: 0, failed: 0 }) // its time has not come

  await db.update(blurFailures).set({ askAgainAt: new Date(0) })
  expect(await round(db)).toEqual({ asked: 0, failed: 1 })
  expect(await db.select().from(blurFailures)).toMatchObject([{ photoId: photo.id, attempts: 2 }])

  await db.update(blurFailures).set({ askAgainAt: new Date(0) })
  server.answerJson(200, { regions: [] })
  expect(await round(db)).toEqual({ asked: 1, failed: 0 })
  expect(await db.select().from(blurFailures)).toEqual([])
  const [checked] = await db.select().from(photos).where(eq(photos.id, photo.id))
  expect(checked?.blursCheckedAt).not.toBeNull()
})

test('no other address is asked', async ({ db }) => {
  await uploaded(db)
  server.answer((_request, response) => void response.writeHead(307, { location: `${server.origin}/inside` }).end())
  expect(await round(db)).toEqual({ asked: 0, failed: 1 })
  expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/blur'])
})

test('a service that is away is left alone after three photos', async ({ db }) => {
  for (let count = 0; count < 5; count++) await uploaded(db)
  server.answerJson(503, {})
  expect(await round(db)).toEqual({ asked: 0, failed: 3 })
})
