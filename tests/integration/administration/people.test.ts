import { desc, eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { accountSyncs } from '@/db/schema/people/accounts'
import { audit } from '@/db/schema/people/audit'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { takeouts } from '@/db/schema/takeouts'
import { listActiveWork } from '@/lib/administration/list-active-work'
import { getPerson, listPeople } from '@/lib/administration/list-people'
import { setQuota } from '@/lib/administration/set-quota'
import { DEFAULT_LIMITS } from '@/lib/imports/request/limits'
import { claimPhotos, getPhotosToday } from '@/lib/imports/request/photos-today'
import { appealSuspension } from '@/lib/moderation/appeal-suspension'
import { findUserById } from '@/lib/users/find-user'
import { logIn } from '@/lib/users/log-in'
import { beginSession } from '@/lib/users/sessions/begin-session'
import { findSession } from '@/lib/users/sessions/find-session'
import { findSuspendedSession } from '@/lib/users/sessions/find-suspended-session'
import { setRole } from '@/lib/users/set-role'
import { endSuspensions, restoreUser, suspendUser } from '@/lib/users/suspend-user'
import { test } from '@/tests/support/db'
import { insertImport, insertPhoto, insertReport, insertSequence, insertUser } from '@/tests/support/factories'

const REASON = 'Spam'

test('people are found by a part of their name, and the signs of a pattern are letters', async ({ db }) => {
  const names = ['50% of it', '50 of it', 'a_b', 'axb', 'back\\slash']
  for (const username of names) await insertUser(db, { username })
  const found = async (q: string) => (await listPeople(db, { q })).people.map(({ username }) => username)
  expect(await found('50%')).toEqual(['50% of it'])
  expect(await found('A_B')).toEqual(['a_b'])
  expect(await found('\\')).toEqual(['back\\slash'])
})

test('people are listed by what they store, page by page, and nobody who has left', async ({ db }) => {
  const [small, large] = [await insertUser(db), await insertUser(db)]
  await insertUser(db, { isDeparted: true, username: '' })
  const sequence = await insertSequence(db, { ownerId: large.id })
  await insertPhoto(db, { sequenceId: sequence.id, backupBytes: 7_000 })
  const first = await listPeople(db, { sort: 'storage', limit: 1 })
  expect(first).toMatchObject({
    hasMore: true,
    people: [{ id: String(large.id), photoCount: 1, originalBytes: 7_000 }],
  })
  const second = await listPeople(db, { sort: 'storage', limit: 1, offset: 1 })
  expect(second).toMatchObject({ hasMore: false, people: [{ id: String(small.id), photoCount: 0, originalBytes: 0 }] })
})

test('a role is changed by an admin and written down; the last admin stays one', async ({ db }) => {
  const [admin, person] = [await insertUser(db, { role: 'admin' }), await insertUser(db)]
  await setRole(db, { userId: person.id, role: 'moderator', actorId: admin.id })
  expect((await getPerson(db, person.id)).role).toBe('moderator')
  const [line] = await db.select().from(audit).where(eq(audit.userId, person.id)).orderBy(desc(audit.id))
  expect(line).toMatchObject({
    action: 'user.role',
    actorId: admin.id,
    details: { before: 'user', after: 'moderator' },
  })
  await expect(setRole(db, { userId: admin.id, role: 'user', actorId: admin.id })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  await expect(setRole(db, { userId: 999_999_999, role: 'user' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('neither admins nor oneself are suspended, and moderators only by an admin', async ({ db }) => {
  const admin = await insertUser(db, { role: 'admin' })
  const [one, other] = [await insertUser(db, { role: 'moderator' }), await insertUser(db, { role: 'moderator' })]
  const suspend = (userId: number, actorId: number) => suspendUser(db, { userId, actorId, reason: REASON })
  await expect(suspend(admin.id, one.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(suspend(one.id, one.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(suspend(other.id, one.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await suspend(other.id, admin.id)
  await expect(setRole(db, { userId: other.id, role: 'admin' })).rejects.toMatchObject({ code: 'CONFLICT' })
  const over = suspendUser(db, { userId: one.id, actorId: admin.id, reason: REASON, until: new Date(Date.now() - 1) })
  await expect(over).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('a suspension ends all that runs for the person, and what is theirs is hidden until it ends by itself', async ({
  db,
}) => {
  const [admin, person] = [await insertUser(db, { role: 'admin' }), await insertUser(db)]
  const walk = await insertSequence(db, { ownerId: person.id })
  const { id: importId } = await insertImport(db, { sequenceId: walk.id, userId: person.id, state: 'running' })
  await db.insert(accountSyncs).values({ userId: person.id, kind: 'whole' })
  await db.insert(takeouts).values({ userId: person.id, isAll: true })
  expect((await listActiveWork(db)).map(({ kind }) => kind).sort()).toEqual(['account', 'import', 'takeout'])

  const until = new Date(Date.now() + 60_000)
  expect(await suspendUser(db, { userId: person.id, actorId: admin.id, reason: REASON, until })).toEqual([importId])
  expect(await listActiveWork(db)).toEqual([])
  expect((await db.select().from(imports))[0]).toMatchObject({ state: 'cancelled' })
  expect((await db.select().from(accountSyncs))[0]).toMatchObject({ state: 'failed', attempt: 2 })
  const isPublic = async () => (await db.select().from(sequences).where(eq(sequences.id, walk.id)))[0]?.isPublic
  expect([await isPublic(), await findUserById(db, person.id)]).toEqual([false, null])
  expect((await getPerson(db, person.id)).suspension).toMatchObject({ reason: REASON, until: until.toISOString() })

  expect(await endSuspensions(db)).toEqual([])
  await db.update(users).set({ suspendedUntil: sql`now() - interval '1 second'` }).where(eq(users.id, person.id))
  expect(await endSuspensions(db)).toEqual([person.id])
  expect(await isPublic()).toBe(true)
  expect(await getPerson(db, person.id)).toMatchObject({ suspension: null })
})

test('a suspended person logs in as far as to read why and to appeal, once', async ({ db }) => {
  const [admin, person] = [await insertUser(db, { role: 'admin' }), await insertUser(db)]
  await suspendUser(db, { userId: person.id, actorId: admin.id, reason: REASON })
  const login = { mapillaryKey: person.mapillaryKey, username: person.username, token: 'secret', expiresAt: null }
  expect(await logIn({ db, tokenKeys: [Buffer.alloc(32)] }, login)).toMatchObject({ hasToken: false })
  const sessionId = await beginSession(db, { userId: person.id, userAgent: null })
  const claims = { sessionId, userId: person.id, issuedAt: new Date(), isUnlisted: false, userAgent: null }
  expect(await findSession(db, claims)).toBeNull()
  expect(await findSuspendedSession(db, claims)).toMatchObject({ reason: REASON, appeal: null, reportId: null })
  expect(await findSuspendedSession(db, { ...claims, sessionId: 'another' })).toBeNull()
  expect(await findSuspendedSession(db, { ...claims, userId: admin.id })).toBeNull()

  const appeal = { userId: person.id, reportId: null, comment: 'It was not me.' }
  await appealSuspension(db, appeal)
  await expect(appealSuspension(db, appeal)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect((await listPeople(db, { kind: 'appeals' })).people).toMatchObject([
    { suspension: { appeal: 'It was not me.' } },
  ])

  await restoreUser(db, { userId: person.id, actorId: admin.id })
  expect(await findSuspendedSession(db, claims)).toBeNull()
  expect(await findSession(db, claims)).not.toBeNull()
})

test('an appeal to a suspension by a report opens that report again', async ({ db }) => {
  const [admin, person] = [await insertUser(db, { role: 'admin' }), await insertUser(db)]
  const decided = { state: 'decided', decision: 'suspend', decidedAt: new Date() } as const
  const report = await insertReport(db, { userId: person.id, ownerId: person.id, ...decided })
  await suspendUser(db, { userId: person.id, actorId: admin.id, reason: REASON, reportId: report.id })
  const sessionId = await beginSession(db, { userId: person.id, userAgent: null })
  const find = () => findSuspendedSession(db, { sessionId, userId: person.id })
  expect(await find()).toMatchObject({ reportId: report.id, appeal: null })
  await appealSuspension(db, { userId: person.id, reportId: report.id, comment: 'No.' })
  expect(await find()).toMatchObject({ appeal: 'No.' })
})

test('a quota of one person counts instead of the limit of all', async ({ db }) => {
  const [admin, person, other] = [await insertUser(db), await insertUser(db), await insertUser(db)]
  const limits = { ...DEFAULT_LIMITS, photosPerDayPerUser: 10 }
  const left = async (userId: number) => (await getPhotosToday(db, limits, userId))?.left
  await setQuota(db, { userId: person.id, actorId: admin.id, photosPerDay: 2 })
  expect([await left(person.id), await left(other.id)]).toEqual([2, 10])
  const three = claimPhotos(db, limits, { userId: person.id, photoCount: 3 })
  await expect(three).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await setQuota(db, { userId: person.id, actorId: admin.id, photosPerDay: 0 })
  expect(await left(person.id)).toBeUndefined()
  await setQuota(db, { userId: person.id, actorId: admin.id, photosPerDay: null })
  expect(await left(person.id)).toBe(10)
})
