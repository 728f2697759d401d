import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { audit } from '@/db/schema/people/audit'
import { reports } from '@/db/schema/people/reports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { listBlurs } from '@/lib/blurs/list-blurs'
import type { ReportReason } from '@/lib/model/people/reports'
import { answerReport } from '@/lib/moderation/answer-report'
import { createReport } from '@/lib/moderation/create-report'
import { type DecisionInput, decideReport } from '@/lib/moderation/decide-report'
import { forgetReporters } from '@/lib/moderation/forget-reporters'
import { getReport } from '@/lib/moderation/get-report'
import { listReports } from '@/lib/moderation/list-reports'
import { ReportInput } from '@/lib/moderation/report-input'
import { findUserById } from '@/lib/users/find-user'
import { test } from '@/tests/support/db'
import {
  boxShape,
  insertImport,
  insertPhoto,
  insertReport,
  insertSequence,
  insertUser,
} from '@/tests/support/factories'

const addressKey = Buffer.alloc(32, 7)

async function insertScene(db: Db) {
  const [owner, reporter] = [await insertUser(db), await insertUser(db)]
  const moderator = await insertUser(db, { role: 'moderator' })
  const { id: sequenceId } = await insertSequence(db, { ownerId: owner.id })
  let n = 0
  const addPhoto = async () => (await insertPhoto(db, { sequenceId, n: ++n, lng: -3 - n / 1000 })).id
  const photoId = await addPhoto()
  await addPhoto()
  const report = (
    input: Omit<Parameters<typeof ReportInput.parse>[0] & object, never>,
    { address = '192.0.2.1', viewer = null }: { address?: string; viewer?: number | null } = {},
  ) => createReport(db, { input: ReportInput.parse(input), viewer, address, addressKey })
  const decide = (
    reportId: number,
    decision: DecisionInput['decision'],
    more: Partial<Pick<DecisionInput, 'region'>> = {},
  ) => decideReport(db, { reportId, actorId: moderator.id, decision, reason: 'As seen', ...more })
  const photo = async () => (await db.select().from(photos).where(eq(photos.id, photoId)))[0]
  const sequence = async () => (await db.select().from(sequences).where(eq(sequences.id, sequenceId)))[0]
  return { owner, reporter, moderator, sequenceId, photoId, addPhoto, report, decide, photo, sequence }
}

describe('a report', () => {
  test('is taken without an account, and its receipt opens with its key only', async ({ db }) => {
    const { photoId, report } = await insertScene(db)
    const { id, key, hasHidden } = await report({ photo: String(photoId), reason: 'quality', comment: 'Blurred' })
    expect(hasHidden).toBe(false)
    const asked = { reportId: id, viewer: null, isModerator: false }
    expect(await getReport(db, { ...asked, key })).toMatchObject({ state: 'open', reason: 'quality', hidden: false })
    for (const wrong of [undefined, '', `${key}x`])
      await expect(getReport(db, { ...asked, key: wrong })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(JSON.stringify(await db.select().from(reports))).not.toContain('192.0.2.1')
  })

  test.for<[ReportReason, boolean]>([
    ['privacy', true],
    ['inappropriate', true],
    ['private_place', false],
    ['copyright', false],
    ['wrong_place', false],
    ['quality', false],
    ['other', false],
  ])('for %s hides the photo at once: %s', async ([reason, isHidden], { db }) => {
    const { photoId, report, photo } = await insertScene(db)
    expect(await report({ photo: String(photoId), reason })).toMatchObject({ hasHidden: isHidden })
    expect(await photo()).toMatchObject({ isPublic: !isHidden, hiddenBy: null })
  })

  test('hides no more than three photos a day from one address', async ({ db }) => {
    const { addPhoto, report } = await insertScene(db)
    const hidden = []
    for (let count = 0; count < 5; count++)
      hidden.push((await report({ photo: String(await addPhoto()), reason: 'privacy' })).hasHidden)
    expect(hidden).toEqual([true, true, true, false, false])
    expect(
      await report({ photo: String(await addPhoto()), reason: 'privacy' }, { address: '192.0.2.2' }),
    ).toMatchObject({ hasHidden: true })
  })

  test('hides no more than twenty photos of one owner in an hour, whatever the addresses', async ({ db }) => {
    const { owner, addPhoto, report } = await insertScene(db)
    for (let count = 0; count < 20; count++)
      await insertReport(db, { photoId: await addPhoto(), ownerId: owner.id, hasHidden: true })
    const another = async () => report({ photo: String(await addPhoto()), reason: 'privacy' })
    expect(await another()).toMatchObject({ hasHidden: false })
    await db.update(reports).set({ createdAt: sql`now() - interval '61 minutes'` })
    expect(await another()).toMatchObject({ hasHidden: true })
  })

  test('hides no photo that a moderator has cleared', async ({ db }) => {
    const { photoId, report, decide, photo } = await insertScene(db)
    const first = await report({ photo: String(photoId), reason: 'privacy' })
    await decide(first.id, 'nothing')
    expect(await report({ photo: String(photoId), reason: 'privacy' })).toMatchObject({ hasHidden: false })
    expect(await photo()).toMatchObject({ isPublic: true })
  })

  test('is the twentieth of a day at most, and what cannot be reported is not counted', async ({ db }) => {
    const { photoId, report } = await insertScene(db)
    await expect(report({ photo: '999999999', reason: 'quality' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (let count = 0; count < 20; count++) await report({ photo: String(photoId), reason: 'quality' })
    const late = report({ photo: String(photoId), reason: 'quality' })
    await expect(late).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
    await report({ photo: String(photoId), reason: 'quality' }, { address: '192.0.2.2' })
  })

  test('by a program is taken and never seen again', async ({ db }) => {
    const { photoId, report, photo } = await insertScene(db)
    await report({ photo: String(photoId), reason: 'privacy', website: 'https://spam.test' })
    expect(await photo()).toMatchObject({ isPublic: true })
    expect((await listReports(db, {})).reports).toEqual([])
  })

  test.for([
    ['nothing', {}],
    ['two things', { photo: '1', user: '1' }],
    ['a region of a sequence', { sequence: '1', region: { type: 'Polygon', coordinates: [] } }],
    ['an unknown reason', { photo: '1', reason: 'dull' }],
    ['no e-mail address', { photo: '1', email: 'me' }],
  ] as const)('about %s is refused', ([_what, input]) => {
    expect(ReportInput.safeParse({ reason: 'quality', ...input }).success).toBe(false)
  })
})

describe('the queue', () => {
  test('has the gravest first and of these the oldest, page by page', async ({ db }) => {
    const { owner, photoId } = await insertScene(db)
    const add = async (reason: ReportReason, hoursAgo: number) =>
      (
        await insertReport(db, {
          photoId,
          ownerId: owner.id,
          reason,
          createdAt: new Date(Date.now() - hoursAgo * 3_600_000),
        })
      ).id
    const [poor, newer, older] = [await add('quality', 9), await add('privacy', 1), await add('inappropriate', 80)]
    const first = await listReports(db, { limit: 2 })
    expect(first.reports.map(({ id, overdue }) => [Number(id), overdue])).toEqual([
      [older, true],
      [newer, false],
    ])
    const second = await listReports(db, { limit: 2, cursor: Number(first.nextCursor) })
    expect(second.reports.map(({ id }) => Number(id))).toEqual([poor])
    expect(second.nextCursor).toBeNull()
    expect((await listReports(db, { state: 'decided' })).reports).toEqual([])
  })

  test('tells the history of the photo and of the reporter', async ({ db }) => {
    const { photoId, addPhoto, report, decide } = await insertScene(db)
    const first = await report({ photo: String(photoId), reason: 'quality' })
    await decide(first.id, 'hide_photo')
    const other = await report({ photo: String(await addPhoto()), reason: 'quality' })
    const [listed] = (await listReports(db, { id: other.id })).reports
    expect(listed?.history).toEqual({ subject: { reports: 0, upheld: 0 }, reporter: { reports: 1, upheld: 1 } })
  })
})

describe('a decision', () => {
  test('closes the open reports about the same thing for the same reason', async ({ db }) => {
    const { photoId, report, decide, moderator } = await insertScene(db)
    const same = [
      await report({ photo: String(photoId), reason: 'quality' }),
      await report({ photo: String(photoId), reason: 'quality' }),
    ]
    await report({ photo: String(photoId), reason: 'wrong_place' })
    await decide(same[0]?.id ?? 0, 'nothing')
    expect((await listReports(db, {})).reports.map(({ reason }) => reason)).toEqual(['wrong_place'])
    const receipt = { reportId: same[1]?.id ?? 0, key: same[1]?.key, viewer: null, isModerator: false }
    expect(await getReport(db, receipt)).toMatchObject({
      state: 'decided',
      decision: 'nothing',
      decisionReason: 'As seen',
    })
    const [row] = await db.select().from(audit).where(eq(audit.action, 'report.decided'))
    expect(row).toMatchObject({ actorId: moderator.id, photoId, details: { decision: 'nothing', reason: 'As seen' } })
  })

  test('to hide the photo stays until another one shows it', async ({ db }) => {
    const { photoId, report, decide, photo, moderator } = await insertScene(db)
    const { id } = await report({ photo: String(photoId), reason: 'privacy' })
    await decide(id, 'hide_photo')
    expect(await photo()).toMatchObject({ isPublic: false, hiddenBy: moderator.id, hiddenReason: 'As seen' })
    await decide(id, 'nothing')
    expect(await photo()).toMatchObject({ isPublic: true, hiddenAt: null, clearedAt: expect.any(Date) })
  })

  test('leaves what the owner hid hidden', async ({ db }) => {
    const { owner, photoId, report, decide, photo } = await insertScene(db)
    const { id } = await report({ photo: String(photoId), reason: 'quality' })
    await db.update(photos).set({ hiddenAt: new Date(), hiddenBy: owner.id }).where(eq(photos.id, photoId))
    await decide(id, 'nothing')
    expect(await photo()).toMatchObject({ isPublic: false, hiddenBy: owner.id })
  })

  test('to hide the sequence hides all of it, and is taken back', async ({ db }) => {
    const { photoId, report, decide, sequence, photo } = await insertScene(db)
    const { id } = await report({ photo: String(photoId), reason: 'other' })
    await decide(id, 'hide_sequence')
    expect([(await sequence())?.isPublic, (await photo())?.isPublic]).toEqual([false, false])
    await decide(id, 'nothing')
    expect([(await sequence())?.isPublic, (await photo())?.isPublic]).toEqual([true, true])
  })

  test('to suspend ends running imports and lets the person in no more', async ({ db }) => {
    const { owner, report, decide, sequence, sequenceId } = await insertScene(db)
    const running = await insertImport(db, { sequenceId, userId: owner.id, state: 'running' })
    const { id } = await report({ user: String(owner.id), reason: 'inappropriate' })
    expect(await decide(id, 'suspend')).toEqual({ cancelledImportIds: [running.id], ownerId: owner.id })
    expect((await db.select().from(imports))[0]).toMatchObject({ state: 'cancelled' })
    expect(await findUserById(db, owner.id)).toBeNull()
    expect(await sequence()).toMatchObject({ isPublic: false })
    await decide(id, 'nothing')
    expect(await findUserById(db, owner.id)).toMatchObject({ id: owner.id })
    expect(await sequence()).toMatchObject({ isPublic: true })
  })

  test('blurs the region of the report, or another one, shows the photo again, and is taken back by the next', async ({
    db,
  }) => {
    const { photoId, report, decide, photo, owner, moderator } = await insertScene(db)
    const region = boxShape(0.4, 0.4)
    const { id } = await report({ photo: String(photoId), reason: 'privacy', region })
    expect((await photo())?.isPublic).toBe(false)
    await decide(id, 'blur')
    expect((await photo())?.isPublic).toBe(true)
    const blurs = async () =>
      (await listBlurs(db, { photoId, userId: owner.id })).map((one) => ({ ...one, isGone: one.removedAt !== null }))
    expect(await blurs()).toMatchObject([
      { region, source: 'moderator', author: moderator.username, removable: false, isGone: false },
    ])
    await decide(id, 'blur', { region: boxShape(0.5, 0.5) })
    expect(await blurs()).toMatchObject([{ isGone: true }, { region: boxShape(0.5, 0.5), isGone: false }])
    await decide(id, 'nothing')
    expect(await blurs()).toMatchObject([{ isGone: true }, { isGone: true }])
  })

  test('cannot suspend an admin', async ({ db }) => {
    const { report, decide } = await insertScene(db)
    const admin = await insertUser(db, { role: 'admin' })
    const { id } = await report({ user: String(admin.id), reason: 'other' })
    await expect(decide(id, 'suspend')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await listReports(db, {})).reports).toHaveLength(1)
  })

  test('that is not possible is refused with the reason', async ({ db }) => {
    const { photoId, sequenceId, report, decide } = await insertScene(db)
    const { id } = await report({ photo: String(photoId), reason: 'privacy' })
    await expect(decide(id, 'blur')).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
    const other = await report({ sequence: String(sequenceId), reason: 'other' })
    await expect(decide(other.id, 'hide_photo')).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
    await expect(decide(other.id + 100, 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('an owner', () => {
  test('answers while a report is open, and appeals once when it is decided', async ({ db }) => {
    const { owner, reporter, photoId, report, decide } = await insertScene(db)
    const { id } = await report({ photo: String(photoId), reason: 'privacy' })
    const say = (userId: number, comment: string) => answerReport(db, { reportId: id, userId, comment })
    await expect(say(reporter.id, 'Me?')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await say(owner.id, 'That is me')
    expect((await listReports(db, {})).reports).toMatchObject([{ answer: 'That is me', appeal: null }])
    await decide(id, 'hide_photo')
    await say(owner.id, 'Really me')
    expect((await listReports(db, {})).reports).toMatchObject([{ answer: 'That is me', appeal: 'Really me' }])
    await expect(say(owner.id, 'Hello?')).rejects.toMatchObject({ code: 'CONFLICT' })
    await decide(id, 'nothing')
    await expect(say(owner.id, 'Thanks')).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

test('what leads to the reporter is erased 90 days after the decision, and not before', async ({ db }) => {
  const { owner, photoId } = await insertScene(db)
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
  const add = async (values: Partial<typeof reports.$inferInsert>) =>
    (await insertReport(db, { photoId, ownerId: owner.id, email: 'a@b.test', createdAt: daysAgo(400), ...values })).id
  const old = await add({ state: 'decided', decidedAt: daysAgo(91) })
  const trapped = await add({ isTrapped: true })
  const kept = [
    await add({ state: 'decided', decidedAt: daysAgo(89) }),
    await add({ decidedAt: daysAgo(91) }),
    await add({}),
  ]

  expect(await forgetReporters(db)).toBe(2)
  expect(await forgetReporters(db)).toBe(0)
  const rows = await db.select().from(reports)
  const known = rows.filter(({ email, addressHash }) => email !== null && addressHash !== '')
  expect(known.map(({ id }) => id).sort()).toEqual(kept.sort())
  expect(rows.filter(({ email, addressHash }) => email === null && addressHash === '').map(({ id }) => id)).toEqual(
    expect.arrayContaining([old, trapped]),
  )
  expect((await listReports(db, { id: old })).reports[0]?.history.reporter).toEqual({ reports: 0, upheld: 0 })
})
