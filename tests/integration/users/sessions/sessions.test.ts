import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/people/sessions'
import { createSessionCache } from '@/lib/server/auth/session-cache'
import { beginSession } from '@/lib/users/sessions/begin-session'
import { endAllSessions, endSession, logOutSession } from '@/lib/users/sessions/end-session'
import { findSession } from '@/lib/users/sessions/find-session'
import { listSessions } from '@/lib/users/sessions/list-sessions'
import { removeOldSessions } from '@/lib/users/sessions/remove-old-sessions'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'

async function loggedIn(db: Db) {
  const user = await insertUser(db)
  const sessionId = await beginSession(db, { userId: user.id, userAgent: FIREFOX })
  return { user, claims: { sessionId, userId: user.id, issuedAt: new Date(), isUnlisted: false, userAgent: FIREFOX } }
}

/** The claims of a cookie that was made before sessions were rows. */
const oldCookie = (userId: number, issuedAt = new Date()) => ({
  sessionId: 'a-jti-of-next-auth',
  userId,
  issuedAt,
  isUnlisted: true,
  userAgent: FIREFOX,
})

const change = (db: Db, userId: number, values: Partial<typeof sessions.$inferInsert>) =>
  db.update(sessions).set(values).where(eq(sessions.userId, userId))

describe('a session', () => {
  test('says whose it is, and only the hash of its id is stored', async ({ db }) => {
    const { user, claims } = await loggedIn(db)
    const { id, username, mapillaryKey } = user
    expect(await findSession(db, claims)).toMatchObject({ user: { id, username, mapillaryKey } })
    const rows = await db.select().from(sessions).where(eq(sessions.userId, id))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(claims.sessionId)
  })

  test('is over once its browser logged out: a copy of the cookie is nobody', async ({ db }) => {
    const { user, claims } = await loggedIn(db)
    expect(await logOutSession(db, claims.sessionId)).toBe(user.id)
    expect(await logOutSession(db, claims.sessionId)).toBeNull()
    expect(await findSession(db, claims)).toBeNull()
    expect(await listSessions(db, user.id)).toEqual([])
  })

  test.for([
    ['past its absolute end, however lately it was used', { expiresAt: new Date(Date.now() - 1000) }],
    ['not used for a month', { lastUsedAt: new Date(Date.now() - 31 * 24 * 60 * 60 * 1000) }],
  ] as const)('is over when %s', async ([, values], { db }) => {
    const { user, claims } = await loggedIn(db)
    await change(db, user.id, values)
    expect(await findSession(db, claims)).toBeNull()
    expect(await listSessions(db, user.id)).toEqual([])
  })

  test('ends 90 days after the log-in: its use moves nothing', async ({ db }) => {
    const { user, claims } = await loggedIn(db)
    const endsAt = async () => (await listSessions(db, user.id))[0]?.expiresAt
    const before = await endsAt()
    expect(before?.getTime()).toBeCloseTo(Date.now() + 90 * 24 * 60 * 60 * 1000, -5)
    await change(db, user.id, { lastUsedAt: new Date(Date.now() - 60 * 60 * 1000) })
    await findSession(db, claims)
    expect(await endsAt()).toEqual(before)
  })

  test('is not somebody else’s whose id stands beside it', async ({ db }) => {
    const { claims } = await loggedIn(db)
    const other = await insertUser(db)
    expect(await findSession(db, { ...claims, userId: other.id })).toBeNull()
  })

  test('notes its use once a minute, with what the browser calls itself now', async ({ db }) => {
    const { user, claims } = await loggedIn(db)
    const used = async () => (await listSessions(db, user.id))[0]
    const recent = new Date(Date.now() - 30_000)
    await change(db, user.id, { lastUsedAt: recent })
    await findSession(db, { ...claims, userAgent: 'newer' })
    expect(await used()).toMatchObject({ lastUsedAt: recent, userAgent: FIREFOX })
    await change(db, user.id, { lastUsedAt: new Date(Date.now() - 120_000) })
    await findSession(db, { ...claims, userAgent: 'newer'.padEnd(1000, '!') })
    expect((await used())?.lastUsedAt.getTime()).toBeGreaterThan(recent.getTime())
    expect((await used())?.userAgent).toHaveLength(300)
  })
})

describe('ending sessions', () => {
  test('one of the list ends that one', async ({ db }) => {
    const { user, claims } = await loggedIn(db)
    const second = { ...claims, sessionId: await beginSession(db, { userId: user.id, userAgent: null }) }
    const id = (await findSession(db, second))?.id ?? 0
    await endSession(db, { id, userId: user.id })
    await endSession(db, { id, userId: user.id })
    expect(await findSession(db, second)).toBeNull()
    expect(await findSession(db, claims)).not.toBeNull()
  })

  test('nobody ends somebody else’s', async ({ db }) => {
    const [{ claims }, { user: other }] = [await loggedIn(db), await loggedIn(db)]
    const id = (await findSession(db, claims))?.id ?? 0
    await expect(endSession(db, { id, userId: other.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await endAllSessions(db, other.id)
    expect(await findSession(db, claims)).not.toBeNull()
  })

  test('everywhere ends all of them, cookies that have no row yet too', async ({ db }) => {
    const { user, claims } = await loggedIn(db)
    await beginSession(db, { userId: user.id, userAgent: null })
    expect(await endAllSessions(db, user.id)).toBe(2)
    expect(await findSession(db, claims)).toBeNull()
    expect(await findSession(db, oldCookie(user.id, new Date(Date.now() - 60_000)))).toBeNull()
    expect(await findSession(db, oldCookie(user.id, new Date(Date.now() + 60_000)))).not.toBeNull()
  })
})

describe('a cookie from before sessions were rows', () => {
  test('is given a row once, whose end is 90 days after its log-in', async ({ db }) => {
    const user = await insertUser(db)
    const issuedAt = new Date('2026-11-20T10:00:00Z')
    expect(await findSession(db, oldCookie(user.id, issuedAt))).toMatchObject({ user: { id: user.id } })
    expect(await findSession(db, oldCookie(user.id, issuedAt))).not.toBeNull()
    const [row] = await db.select().from(sessions).where(eq(sessions.userId, user.id))
    expect(row).toMatchObject({ createdAt: issuedAt, expiresAt: new Date('2027-02-18T10:00:00Z') })
  })

  test('stays ended when it has logged out', async ({ db }) => {
    const user = await insertUser(db)
    await findSession(db, oldCookie(user.id))
    await logOutSession(db, oldCookie(user.id).sessionId)
    expect(await findSession(db, oldCookie(user.id))).toBeNull()
  })

  test('of an account that is gone is nobody', async ({ db }) => {
    expect(await findSession(db, oldCookie(987_654_321))).toBeNull()
  })
})

test('ended sessions are removed when their absolute end has passed, not before', async ({ db }) => {
  const [{ user: over }, { user: ended, claims }] = [await loggedIn(db), await loggedIn(db)]
  await change(db, over.id, { expiresAt: new Date(Date.now() - 1000) })
  await logOutSession(db, claims.sessionId)
  expect(await removeOldSessions(db)).toBe(1)
  expect(await db.$count(sessions, eq(sessions.userId, ended.id))).toBe(1)
})

describe('what a process remembers', () => {
  test('is forgotten at once by the process that logs out', async ({ db }) => {
    const { user, claims } = await loggedIn(db)
    const cache = createSessionCache(db)
    expect(await cache.find(claims, FIREFOX)).not.toBeNull()
    await logOutSession(db, claims.sessionId)
    cache.forget(user.id)
    expect(await cache.find(claims, FIREFOX)).toBeNull()
  })

  test('spares the database one read for each request', async ({ db }) => {
    const { claims } = await loggedIn(db)
    const cache = createSessionCache(db)
    const [first, second] = [cache.find(claims, FIREFOX), cache.find(claims, FIREFOX)]
    expect(second).toBe(first)
    await first
  })
})
