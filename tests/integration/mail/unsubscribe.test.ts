import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { mails } from '@/db/schema/people/mail'
import { notices } from '@/db/schema/people/notices'
import { reports } from '@/db/schema/people/reports'
import { setMailSchedule } from '@/lib/mail/addresses'
import { findMailLeft, findRecipient, mailLinkKeys, signUnsubscribeKey, unsubscribe } from '@/lib/mail/unsubscribe'
import { decideReport } from '@/lib/moderation/decide-report'
import { notify } from '@/lib/notices/notify'
import { test } from '@/tests/support/db'
import { insertPhoto, insertReport, insertUser } from '@/tests/support/factories'
import { addressOf, insertReader, LINK_KEYS, withMail } from '@/tests/support/mail'

const keyIn = (header = '') => /\/mail\/unsubscribe\/([\w-]+)>/.exec(header)?.[1] ?? ''

test('the link of a mail ends the mail of its reader, also after the secret was changed', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const reader = await insertReader(db)
    await notify(db, { userId: reader.id, kind: 'reported', topic: 'a' })
    await send()
    const key = keyIn(taken()[0]?.headers.get('list-unsubscribe'))
    expect(await findRecipient(db, mailLinkKeys(['another secret entirely']), key)).toBeNull()
    const newer = mailLinkKeys(['a newer secret', 'a secret of this very test'])
    const recipient = await findRecipient(db, newer, key)
    expect(recipient).toEqual({ type: 'urgent', id: reader.id, address: reader.address })
    if (recipient) await unsubscribe(db, recipient, { all: true })
    await notify(db, { userId: reader.id, kind: 'decided', topic: 'b' })
    expect(await send(6)).toBe(0)
    expect(await addressOf(db, reader.id)).toMatchObject({ address: reader.address, schedule: 'none' })
  }))

test.for([
  ['urgent', 'urgent', 'daily'],
  ['urgent', 'urgent_only', 'none'],
  ['urgent', 'daily', 'daily'],
  ['digest', 'urgent', 'urgent_only'],
  ['digest', 'daily', 'none'],
  ['digest', 'none', 'none'],
  ['user', 'urgent', 'none'],
] as const)('the link of %s mail with the schedule %s leaves %s', async ([type, schedule, left], { db }) => {
  const reader = await insertReader(db, { schedule })
  const recipient = { type, id: reader.id, address: reader.address }
  expect((await findMailLeft(db, recipient)).ofKind).toBe(schedule !== left)
  for (let time = 0; time < 2; time += 1)
    await unsubscribe(db, (await findRecipient(db, LINK_KEYS, signUnsubscribeKey(LINK_KEYS, recipient))) ?? recipient)
  expect(await addressOf(db, reader.id)).toMatchObject({ address: reader.address, schedule: left })
  expect(await findMailLeft(db, recipient)).toEqual({ ofKind: false, any: left !== 'none' })
})

test('who stopped the daily mail is told of what is urgent only', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const reader = await insertReader(db)
    await notify(db, { userId: reader.id, kind: 'import_ended', topic: 'a' })
    expect(await send(6)).toBe(1)
    const [digest] = taken()
    const recipient = await findRecipient(db, LINK_KEYS, keyIn(digest?.headers.get('list-unsubscribe')))
    expect(recipient).toMatchObject({ type: 'digest' })
    if (recipient) await unsubscribe(db, recipient)
    await notify(db, { userId: reader.id, kind: 'import_ended', topic: 'b' })
    await notify(db, { userId: reader.id, kind: 'reported', topic: 'c' })
    expect([await send(6, '2026-11-30'), await send(6, '2026-12-01')]).toEqual([1, 0])
    expect(taken()).toMatchObject([{ text: expect.stringContaining('was reported') }])
    await db.update(notices).set({ createdAt: sql`now() - interval '1 minute'` })
    await setMailSchedule(db, { userId: reader.id, schedule: 'daily' })
    expect(await send(6, '2026-12-02')).toBe(0) // what happened meanwhile was not wanted
  }))

test('a key is of one person and one address', async ({ db }) => {
  const [ada, bob] = [await insertReader(db), await insertReader(db)]
  const signed = signUnsubscribeKey(LINK_KEYS, { type: 'user', id: ada.id, address: ada.address })
  for (const key of [
    signed.replace(`user-${ada.id}`, `user-${bob.id}`),
    signed.replace('user', 'report'),
    signed.replace('user', 'digest'),
    signUnsubscribeKey(LINK_KEYS, { type: 'user', id: ada.id, address: 'before@example.net' }),
    `user-${ada.id}-`,
    '',
  ])
    expect(await findRecipient(db, LINK_KEYS, key)).toBeNull()
})

async function insertDecided(db: Db, emails: (string | null)[], isTrapped = false) {
  const photo = await insertPhoto(db)
  const about = { photoId: photo.id, ownerId: photo.ownerId, reason: 'quality', isTrapped } as const
  const made: { id: number }[] = []
  for (const email of emails) made.push(await insertReport(db, { ...about, email }))
  const { id: actorId } = await insertUser(db, { role: 'moderator' })
  const reason = 'It is sharp\r\nenough'
  const decide = (decision: 'nothing' | 'hide_photo') =>
    decideReport(db, { reportId: made[0]?.id ?? 0, actorId, decision, reason })
  await decide('nothing')
  return { made, decide }
}

test('whoever left an address with a report is told of the decision once, and of another one', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { decide } = await insertDecided(db, ['eve@example.org', 'Eve@example.org', null, 'fay@example.org'])
    expect([await send(), await send()]).toEqual([2, 0])
    const told = taken()
    expect(told.map(({ to }) => to).sort()).toEqual(['eve@example.org', 'fay@example.org'])
    expect(told[0]).toMatchObject({ subject: 'Your report was decided: nothing is wrong with it · Map the Paths' })
    expect(told[0]?.text).toContain('It is sharp')
    await decide('nothing')
    expect(await send()).toBe(0)
    await decide('hide_photo')
    expect([await send(), await send()]).toEqual([2, 0])
    const turned = taken()
    expect(turned.map(({ to }) => to).sort()).toEqual(['eve@example.org', 'fay@example.org'])
    expect(turned[0]?.subject).toMatch('The decision about your report has changed')
    await decide('nothing')
    expect(await send()).toBe(2)
  }))

test('a decision that is turned and turned back before a mail could say so is no news', async ({ db }) =>
  withMail(db, async ({ send, server }) => {
    const { decide } = await insertDecided(db, ['eve@example.org'])
    expect(await send()).toBe(1)
    server.refuse({ at: 'recipient', code: 451, words: 'Try again' })
    await decide('hide_photo')
    expect(await send()).toBe(0)
    await decide('nothing')
    server.refuse(null)
    await db.update(mails).set({ tryAt: sql`now()` }).where(eq(mails.state, 'waiting'))
    expect([await send(), await db.$count(mails, eq(mails.state, 'waiting'))]).toEqual([0, 0])
  }))

test('an address left by a program is not mailed', async ({ db }) =>
  withMail(db, async ({ send }) => {
    await insertDecided(db, ['eve@example.org'], true)
    expect(await send()).toBe(0)
  }))

test('the link of such a mail erases the address from all reports', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { made } = await insertDecided(db, ['eve@example.org'])
    const photo = await insertPhoto(db)
    await insertReport(db, { photoId: photo.id, ownerId: photo.ownerId, email: 'EVE@example.org' })
    await send()
    const recipient = await findRecipient(db, LINK_KEYS, keyIn(taken()[0]?.headers.get('list-unsubscribe')))
    expect(recipient).toMatchObject({ type: 'report', id: made[0]?.id })
    if (recipient) await unsubscribe(db, recipient)
    expect(await db.$count(reports, eq(reports.email, 'EVE@example.org'))).toBe(0)
    expect(await db.select({ email: reports.email }).from(reports)).toEqual([{ email: null }, { email: null }])
  }))
