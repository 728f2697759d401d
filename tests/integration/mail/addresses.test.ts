import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { users } from '@/db/schema/people/users'
import { confirmAddress, findOwnMail, removeAddress, requestAddress, setMailSchedule } from '@/lib/mail/addresses'
import { sweepMails } from '@/lib/mail/sweep-mails'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'
import { addressOf, insertReader, withMail } from '@/tests/support/mail'

const codeIn = (text = '') => /\/mail\/confirm\?code=([\w-]{43})/.exec(text)?.[1] ?? ''

test('an address counts when the link that was sent there is used, once', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { id: userId } = await insertUser(db, { username: '<b>ada</b>' })
    await requestAddress(db, { userId, address: 'ada@example.net' })
    expect(await findOwnMail(db, userId)).toMatchObject({ address: null, pendingAddress: 'ada@example.net' })
    expect(await send()).toBe(1)
    const [mail] = taken()
    expect(mail).toMatchObject({ to: 'ada@example.net', subject: 'Confirm your e-mail address for Map the Paths' })
    expect(mail?.text).toContain('&lt;b&gt;ada&lt;/b&gt;')
    expect(mail?.headers.has('list-unsubscribe')).toBe(false)

    const code = codeIn(mail?.text)
    expect(JSON.stringify(await addressOf(db, userId))).not.toContain(code)
    expect(await confirmAddress(db, 'made-up')).toBe(false)
    expect(await confirmAddress(db, code)).toBe(true)
    expect(await confirmAddress(db, code)).toBe(false)
    expect(await findOwnMail(db, userId)).toEqual({
      ...{ address: 'ada@example.net', pendingAddress: null, schedule: 'urgent', refusal: null },
    })
    expect(await send()).toBe(0)
  }))

test('a link is over after a day, and when another address was asked for', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { id: userId } = await insertUser(db)
    await requestAddress(db, { userId, address: 'first@example.net' })
    await send()
    await requestAddress(db, { userId, address: 'second@example.net' })
    await send()
    const [first, second] = taken()
    expect(await confirmAddress(db, codeIn(first?.text))).toBe(false)
    await db.update(mailAddresses).set({ codeExpiresAt: sql`now() - interval '1 second'` })
    expect(await confirmAddress(db, codeIn(second?.text))).toBe(false)
    await sweepMails(db)
    expect(await findOwnMail(db, userId)).toBeNull()
  }))

test('the old address stays until the new one is confirmed', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { id: userId, address } = await insertReader(db, { schedule: 'daily' })
    await requestAddress(db, { userId, address: 'new@example.net' })
    expect(await findOwnMail(db, userId)).toMatchObject({ address })
    await send()
    await confirmAddress(db, codeIn(taken()[0]?.text))
    expect(await findOwnMail(db, userId)).toMatchObject({ address: 'new@example.net', schedule: 'daily' })
    await expect(requestAddress(db, { userId, address: 'new@example.net' })).rejects.toThrow('your address already')
  }))

test('a person has three links sent an hour, and an address gets three a day, whoever asks', async ({ db }) => {
  const { id: userId } = await insertUser(db)
  for (const name of ['a', 'b', 'c']) await requestAddress(db, { userId, address: `${name}@example.net` })
  await expect(requestAddress(db, { userId, address: 'd@example.net' })).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await removeAddress(db, userId)
  await expect(requestAddress(db, { userId, address: 'd@example.net' })).rejects.toMatchObject({ code: 'RATE_LIMITED' })

  for (const address of ['Bob@example.net', 'bob@example.net', 'BOB@example.net'])
    await requestAddress(db, { userId: (await insertUser(db)).id, address })
  const { id: another } = await insertUser(db)
  const request = () => requestAddress(db, { userId: another, address: 'bob@example.net' })
  await expect(request()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await db.update(mails).set({ createdAt: sql`now() - interval '25 hours'` })
  await request()
})

test('an address that was taken back before its link was sent gets none', async ({ db }) =>
  withMail(db, async ({ send }) => {
    const { id: userId } = await insertUser(db)
    await requestAddress(db, { userId, address: 'ada@example.net' })
    await removeAddress(db, userId)
    expect(await send()).toBe(0)
    expect(await findOwnMail(db, userId)).toBeNull()
  }))

test('an address that the server refuses is told of in the settings, and may be given again', async ({ db }) =>
  withMail(db, async ({ server, send }) => {
    const { id: userId } = await insertUser(db)
    server.refuse({ at: 'recipient', code: 550, words: 'No such user' })
    await requestAddress(db, { userId, address: 'adda@example.net' })
    await send()
    const { refusal, ...mail } = (await findOwnMail(db, userId)) ?? {}
    expect(mail).toMatchObject({ address: null, pendingAddress: null })
    expect(refusal).toMatch(/^adda@example\.net: .*No such user/)
    server.refuse(null)
    await requestAddress(db, { userId, address: 'adda@example.net' })
    expect(await send()).toBe(1)
  }))

test('to whom links were sent is forgotten after a day', async ({ db }) =>
  withMail(db, async ({ send }) => {
    const { id: userId } = await insertUser(db)
    await requestAddress(db, { userId, address: 'ada@example.net' })
    await send()
    await sweepMails(db)
    expect(await db.$count(mails, eq(mails.address, 'ada@example.net'))).toBe(1)
    await db.update(mails).set({ createdAt: sql`now() - interval '25 hours'` })
    await sweepMails(db)
    expect(await db.select({ address: mails.address }).from(mails)).toEqual([{ address: null }])
  }))

test('an address goes with the account, and nothing is sent from the deletion on', async ({ db }) =>
  withMail(db, async ({ send }) => {
    const { id: userId } = await insertUser(db)
    await requestAddress(db, { userId, address: 'ada@example.net' })
    await db.update(users).set({ deletingAt: new Date() }).where(eq(users.id, userId))
    expect(await send()).toBe(0)
    await db.delete(users).where(eq(users.id, userId))
    expect(await db.$count(mailAddresses)).toBe(0)
    expect(await db.$count(mails)).toBe(0)
  }))

test('who has no address chooses no mail', async ({ db }) => {
  const { id: userId } = await insertUser(db)
  await expect(setMailSchedule(db, { userId, schedule: 'daily' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
