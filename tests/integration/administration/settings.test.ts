import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { announcements } from '@/db/schema/administration'
import { audit } from '@/db/schema/people/audit'
import { announce, endAnnouncement, listAnnouncements } from '@/lib/administration/announce'
import { changeLimits, LimitChanges, listLimits } from '@/lib/administration/change-limits'
import { getStatus } from '@/lib/administration/get-status'
import { readSettings } from '@/lib/administration/read-settings'
import { defaultLimits } from '@/lib/config/default-limits'
import { parseEnv } from '@/lib/config/env'
import { rateLimitsOf } from '@/lib/model/limits'
import { createSettingsReader } from '@/lib/server/administration/settings-reader'
import { createRateLimiter } from '@/lib/server/rate-limits/limiter'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'
import { until } from '@/tests/support/runner'

const defaults = defaultLimits(
  parseEnv({
    DATABASE_URL: 'postgres://a@b/c',
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    NEXTAUTH_SECRET: 'x'.repeat(32),
    TOKEN_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    MAPILLARY_CLIENT_ID: 'a',
    MAPILLARY_CLIENT_SECRET: 'b',
  }),
)

test('a limit is set, changed and given back, with who and when, and each change is written down', async ({ db }) => {
  const { id: actorId, username } = await insertUser(db)
  const limit = async () => (await listLimits(db, defaults)).find(({ name }) => name === 'photosPerDay')
  expect(await limit()).toMatchObject({ value: 0, default: 0, changedAt: null, changedBy: null })
  await changeLimits(db, { actorId, changes: { photosPerDay: 5_000 } })
  await changeLimits(db, { actorId, changes: { photosPerDay: 5_000 } })
  expect(await limit()).toMatchObject({ value: 5_000, default: 0, changedAt: expect.any(String), changedBy: username })
  await changeLimits(db, { actorId, changes: { photosPerDay: null } })
  expect(await limit()).toMatchObject({ value: 0, changedAt: null })
  expect((await db.select().from(audit).where(eq(audit.actorId, actorId))).map(({ details }) => details)).toEqual([
    { name: 'photosPerDay', before: null, after: 5_000 },
    { name: 'photosPerDay', before: 5_000, after: null },
  ])
})

test.for([
  ['a limit that locks admins out', { pagePerMinute: 1 }],
  ['a share of a photo', { photosPerDay: 0.5 }],
  ['fewer than none', { imports: -1 }],
  ['a limit of an unknown name', { beer: 3 }],
])('%s is refused', ([_what, changes]) => {
  expect(LimitChanges.safeParse(changes).success).toBe(false)
})

test('a changed limit counts in every process within seconds', async ({ pool }) => {
  const { id: actorId } = await insertUser(pool)
  const reader = createSettingsReader(pool, { ...defaults, readPerMinute: 60 }, 10)
  const limiter = createRateLimiter(pool, () => rateLimitsOf(reader.limits()))
  const policy = async () => (await limiter.count('read', 'user:1')).headers['ratelimit-policy']
  expect(await policy()).toBe('"read";q=60;w=60')
  await changeLimits(pool, { actorId, changes: { readPerMinute: 90 } })
  await until('the new limit', async () => (await policy()) === '"read";q=90;w=60')
  await changeLimits(pool, { actorId, changes: { readPerMinute: 0 } })
  await until('no limit', async () => (await policy()) === undefined)
})

test('an announcement is shown until it is ended or its time is over', async ({ db }) => {
  const { id: actorId } = await insertUser(db)
  const shown = async () => (await readSettings(db)).announcements.map(({ text }) => text)
  const first = await announce(db, { actorId, text: 'We move on Sunday' })
  const second = await announce(db, { actorId, text: 'Until noon', endsAt: new Date(Date.now() + 60_000) })
  expect(await shown()).toEqual(['We move on Sunday', 'Until noon'])
  await endAnnouncement(db, { announcementId: first, actorId })
  await endAnnouncement(db, { announcementId: first, actorId })
  await db.update(announcements).set({ endsAt: sql`now() - interval '1 second'` }).where(eq(announcements.id, second))
  expect(await shown()).toEqual([])
  expect((await listAnnouncements(db)).map(({ isOpen }) => isOpen)).toEqual([false, false])
  expect((await db.select().from(audit)).map(({ action }) => action)).toEqual([
    'announcement.made',
    'announcement.made',
    'announcement.ended',
  ])
  await expect(announce(db, { actorId, text: 'Late', endsAt: new Date(0) })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  await expect(endAnnouncement(db, { announcementId: 999_999, actorId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('the status counts what is there', async ({ db }) => {
  await insertUser(db)
  expect(await getStatus(db)).toMatchObject({
    troubles: [],
    people: 1,
    photos: 0,
    migrations: { count: expect.any(Number), latestAt: expect.any(String) },
  })
})
