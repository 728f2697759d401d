import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { assertPhotosLeft, getPhotosToday } from '@/lib/imports/request/photos-today'
import { requestImports } from '@/lib/imports/request/request-imports'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'
import { v4ClientFor } from '@/tests/support/mapillary-client'

const LIMITS = { importsPerUser: 2, imports: 0, photosPerDayPerUser: 1_000, photosPerDay: 0, originalBytes: 0 }
const listed = { capturedAt: new Date('2024-05-03T10:00:00Z'), photoCount: 10 }

test('hundreds that the list knows are asked for without a word to Mapillary, and counted', async ({ pool: db }) => {
  const user = await insertUser(db)
  const mapillary = v4ClientFor('http://127.0.0.1:1', { publicToken: async () => 'unused' }) // nobody answers there
  const tools = { db, mapillary, tokenKeys: [Buffer.alloc(32)] as const, limits: LIMITS }
  const requested = Array.from({ length: 100 }, (_, at) => ({ input: { mapillarySequenceKey: `key-${at}` }, listed }))
  const { accepted, refused } = await requestImports(tools, user, requested)
  expect([accepted.length, refused.length]).toEqual([100, 0])
  expect(await db.$count(imports, sql`state = 'queued'`)).toBe(100)
  expect(await getPhotosToday(db, LIMITS, user.id)).toMatchObject({ left: 0 })
  const more = assertPhotosLeft(db, LIMITS, { userId: user.id, photoCount: 1 })
  await expect(more).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})
