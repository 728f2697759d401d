import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { audit } from '@/db/schema/people/audit'
import { CounterNoticeInput, giveCounterNotice } from '@/lib/moderation/counter-notice'
import { getReport } from '@/lib/moderation/get-report'
import { listReports } from '@/lib/moderation/list-reports'
import { test } from '@/tests/support/db'
import { insertPhoto, insertReport, insertUser } from '@/tests/support/factories'

const NOTICE = { name: 'Ada Walker', contact: 'ada@example.org', statement: 'I took this picture myself.' }
const AGAINST = { reason: 'copyright', state: 'decided', decision: 'hide_photo', decidedAt: new Date() } as const

test('a counter-notice opens the claim again, once, and whoever made it reads it', async ({ db }) => {
  const { id: photoId, ownerId } = await insertPhoto(db)
  const { id: reportId, key } = await insertReport(db, { photoId, ownerId, ...AGAINST })
  await giveCounterNotice(db, { reportId, userId: ownerId, ...NOTICE })
  expect(await getReport(db, { reportId, key, viewer: null, isModerator: false })).toMatchObject({
    state: 'open',
    counterNotice: NOTICE,
  })
  expect((await listReports(db, {})).reports).toMatchObject([{ counterNotice: NOTICE, overdue: false }])
  const [line] = await db.select().from(audit).where(eq(audit.reportId, reportId))
  expect(line).toMatchObject({ action: 'report.counter_noticed', actorId: ownerId })
  const again = giveCounterNotice(db, { reportId, userId: ownerId, ...NOTICE })
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
})

test.for([
  ['another reason', { ...AGAINST, reason: 'quality' }],
  ['a decision for the owner', { ...AGAINST, decision: 'nothing' }],
  ['an open claim', { ...AGAINST, state: 'open', decision: null }],
] as const)('there is none after %s', async ([_what, values], { db }) => {
  const { id: photoId, ownerId } = await insertPhoto(db)
  const { id: reportId } = await insertReport(db, { photoId, ownerId, ...values })
  const given = giveCounterNotice(db, { reportId, userId: ownerId, ...NOTICE })
  await expect(given).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('nobody else gives one, and none is taken without the declaration', async ({ db }) => {
  const { id: photoId, ownerId } = await insertPhoto(db)
  const { id: reportId } = await insertReport(db, { photoId, ownerId, ...AGAINST })
  const given = giveCounterNotice(db, { reportId, userId: (await insertUser(db)).id, ...NOTICE })
  await expect(given).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(CounterNoticeInput.safeParse({ ...NOTICE, isTrue: false }).success).toBe(false)
})
