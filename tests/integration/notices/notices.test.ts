import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { notices } from '@/db/schema/people/notices'
import { completeImport, failImport } from '@/lib/imports/run/end-import'
import { waitForLogin } from '@/lib/imports/run/record-progress'
import { createReport } from '@/lib/moderation/create-report'
import { decideReport } from '@/lib/moderation/decide-report'
import { ReportInput } from '@/lib/moderation/report-input'
import { countUnread, listNotices } from '@/lib/notices/list-notices'
import { getFeedRevision, getWantedKinds, renewFeed, setWantedKinds } from '@/lib/notices/notice-settings'
import { readNotices, removeOldNotices } from '@/lib/notices/read-notices'
import { writeNoticeAtom } from '@/lib/notices/write-notice-atom'
import { feedAddress, isFeedKey } from '@/lib/server/notices/feed-address'
import { createTag } from '@/lib/tags/create-tag'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { test } from '@/tests/support/db'
import { boxShape, insertImport, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

async function insertScene(db: Db) {
  const owner = await insertUser(db)
  const walk = await insertSequence(db, { ownerId: owner.id, name: 'Ridge' })
  const { id: photoId } = await insertPhoto(db, { sequenceId: walk.id, n: 3 })
  const told = async () => (await listNotices(db, { userId: owner.id })).notices
  const mark = async (value = true) => markViewpoint(db, { photoId, userId: (await insertUser(db)).id, value })
  return { owner, walk, photoId, told, mark }
}

test('marks on one photo in one day are one notice, which is new again with each', async ({ db }) => {
  const { owner, photoId, told, mark } = await insertScene(db)
  await mark()
  await mark(false)
  await readNotices(db, { userId: owner.id })
  expect(await countUnread(db, owner.id)).toBe(0)
  await mark()
  expect(await told()).toMatchObject([
    {
      kind: 'photo_marked',
      count: 2,
      isRead: false,
      text: '2 marks as a viewpoint for photo 3 of “Ridge”.',
      path: `/photos/${photoId}`,
    },
  ])
  expect(await countUnread(db, owner.id)).toBe(1)
})

test('the same mark twice tells nobody anything', async ({ db }) => {
  const { photoId, told } = await insertScene(db)
  const { id: userId } = await insertUser(db)
  for (const _time of ['once', 'twice']) await markViewpoint(db, { photoId, userId, value: true })
  expect(await told()).toMatchObject([{ count: 1 }])
})

test('tags of others are told, own ones are not', async ({ db }) => {
  const { owner, photoId, told } = await insertScene(db)
  await createTag(db, { photoId, userId: owner.id, type: 'bench', shape: boxShape(0.1) })
  expect(await told()).toEqual([])
  await createTag(db, { photoId, userId: (await insertUser(db)).id, type: 'bench', shape: boxShape(0.6) })
  expect(await told()).toMatchObject([{ kind: 'photo_tagged', text: '1 new tag on photo 3 of “Ridge”.' }])
})

test('a report and its decision are told to the owner', async ({ db }) => {
  const { photoId, told } = await insertScene(db)
  const input = ReportInput.parse({ photo: String(photoId), reason: 'privacy' })
  const report = { input, viewer: null, address: '192.0.2.1', addressKey: Buffer.alloc(32) }
  const { id: reportId } = await createReport(db, report)
  const moderator = await insertUser(db, { role: 'moderator' })
  await decideReport(db, { reportId, actorId: moderator.id, decision: 'hide_photo', reason: 'A face' })
  expect((await told()).map(({ text }) => text).sort()).toEqual([
    'A report was decided: the photo is hidden.',
    'Photo 3 of “Ridge” was reported: A person or a number plate can be recognised. It is hidden until a moderator has decided.',
  ])
})

test('an import that waits for its owner, fails or completes is told, each once', async ({ db }) => {
  const { owner, walk, told } = await insertScene(db)
  const { id: importId } = await insertImport(db, { sequenceId: walk.id, userId: owner.id, state: 'running' })
  const refused = { importId, userId: owner.id, revision: undefined, reason: 'Log in again' }
  await waitForLogin(db, refused)
  await waitForLogin(db, refused)
  await failImport(db, { importId, attempt: 1, reason: 'Mapillary said no' })
  await completeImport(db, importId) // it has ended already
  expect((await told()).map(({ kind, text, count }) => [kind, text, count]).sort()).toEqual([
    ['import_ended', 'The import of “Ridge” failed: Mapillary said no.', 1],
    ['import_stuck', 'The import of “Ridge” waits for you: Log in again', 1],
  ])
})

test('a kind that somebody does not want is not told', async ({ db }) => {
  const { owner, told, mark } = await insertScene(db)
  await setWantedKinds(db, { userId: owner.id, kinds: { photo_marked: false } })
  await mark()
  expect(await told()).toEqual([])
  expect(await getWantedKinds(db, owner.id)).toMatchObject({ photo_marked: false, reported: true })
  await setWantedKinds(db, { userId: owner.id, kinds: { photo_marked: true } })
  await mark()
  expect(await told()).toHaveLength(1)
})

test('notices are listed page by page, and nobody reads or marks those of others', async ({ db }) => {
  const { owner, told, mark } = await insertScene(db)
  await mark()
  for (const topic of ['a', 'b'])
    await db
      .insert(notices)
      .values({ userId: owner.id, kind: 'reported', topic, changedAt: sql`now() - interval '1 day'` })
  const first = await listNotices(db, { userId: owner.id, limit: 2 })
  const second = await listNotices(db, { userId: owner.id, limit: 2, cursor: Number(first.nextCursor) })
  expect([...first.notices, ...second.notices].map(({ id }) => id)).toEqual((await told()).map(({ id }) => id))
  expect(second.nextCursor).toBeNull()
  const stranger = await insertUser(db)
  expect((await listNotices(db, { userId: stranger.id })).notices).toEqual([])
  await readNotices(db, { userId: stranger.id, ids: first.notices.map(({ id }) => Number(id)) })
  expect(await countUnread(db, owner.id)).toBe(3)
  await readNotices(db, { userId: owner.id, ids: [Number(first.notices[0]?.id)] })
  expect((await listNotices(db, { userId: owner.id, isUnreadOnly: true })).notices).toHaveLength(2)
})

test('notices go after half a year', async ({ db }) => {
  const { owner, mark } = await insertScene(db)
  await mark()
  expect(await removeOldNotices(db)).toBe(0)
  await db.update(notices).set({ changedAt: sql`now() - interval '181 days'` }).where(eq(notices.userId, owner.id))
  expect(await removeOldNotices(db)).toBe(1)
})

test('the feed opens by its address only, until it gets another one, and by each secret', async ({ db }) => {
  const { owner, told, mark } = await insertScene(db)
  await mark()
  const env = {
    NEXTAUTH_SECRET: ['first-secret-of-all', 'second-secret-of-all'] as [string, ...string[]],
    NEXTAUTH_URL: 'https://a.test',
  }
  const feed = { userId: owner.id, revision: await getFeedRevision(db, owner.id) }
  const address = feedAddress(env, feed)
  const key = address.split('/').at(-1) ?? ''
  expect(key).toHaveLength(43)
  expect(isFeedKey(env, feed, key)).toBe(true)
  expect(isFeedKey({ NEXTAUTH_SECRET: ['another-secret-now', 'first-secret-of-all'] }, feed, key)).toBe(true)
  expect(isFeedKey(env, { ...feed, userId: feed.userId + 1 }, key)).toBe(false)
  expect(isFeedKey(env, feed, '')).toBe(false)
  await renewFeed(db, owner.id)
  expect(isFeedKey(env, { ...feed, revision: await getFeedRevision(db, owner.id) }, key)).toBe(false)
  const atom = writeNoticeAtom(await told(), { origin: 'https://a.test', self: address })
  expect(atom).toContain('<title>1 mark as a viewpoint for photo 3 of “Ridge”.</title>')
})
