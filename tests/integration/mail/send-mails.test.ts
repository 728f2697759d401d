import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { notices } from '@/db/schema/people/notices'
import { setMailSchedule } from '@/lib/mail/addresses'
import { findMailTrouble } from '@/lib/mail/find-mail-trouble'
import { sendMails } from '@/lib/mail/send-mails'
import { sweepMails } from '@/lib/mail/sweep-mails'
import type { NoticeKind } from '@/lib/model/people/notices'
import { notify } from '@/lib/notices/notify'
import { readNotices } from '@/lib/notices/read-notices'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'
import { addressOf, insertReader, SITE_URL, withMail } from '@/tests/support/mail'

/** A reader, to whom things happen on a photo of theirs. */
async function insertScene(db: Db, values: Parameters<typeof insertReader>[1] = {}, name = 'Ridge') {
  const reader = await insertReader(db, values)
  const { id: sequenceId } = await insertSequence(db, { ownerId: reader.id, name })
  const { id: photoId } = await insertPhoto(db, { sequenceId, n: 3 })
  const happen = (kind: NoticeKind, topic = 'it') =>
    notify(db, { userId: reader.id, kind, topic, photoId, words: 'A face' })
  return { reader, photoId, happen }
}

const dueNow = (db: Db) => db.update(mails).set({ tryAt: sql`now()` }).where(eq(mails.state, 'waiting'))

test('what is urgent is mailed at once, the rest in the digest of the day, each once', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { reader, photoId, happen } = await insertScene(db)
    await happen('photo_marked')
    await happen('reported')
    expect([await send(5), await send(5)]).toEqual([1, 0])
    const [urgent] = taken()
    expect(urgent).toMatchObject({ to: reader.address, headers: expect.anything() })
    expect(urgent?.text).toContain('Photo 3 of “Ridge” was reported: A face.')
    expect(urgent?.text).toContain(`${SITE_URL}/photos/${photoId}`)
    expect(urgent?.text).not.toContain('viewpoint')
    expect(urgent?.headers.get('list-unsubscribe')).toContain(`${SITE_URL}/mail/unsubscribe/urgent-${reader.id}-`)

    expect([await send(6), await send(7)]).toEqual([1, 0])
    expect(taken()).toMatchObject([{ text: expect.stringContaining('1 mark as a viewpoint') }])
    await happen('photo_marked') // the same notice: it counts
    await happen('photo_marked', 'another')
    expect(await send(23)).toBe(0)
    expect(await send(6, '2026-11-30')).toBe(1)
    const [digest] = taken()
    expect(digest?.text.match(/- 1 mark as a viewpoint/g)).toHaveLength(1)
  }))

test('who wants all of it once a day gets urgent notices in the digest', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { happen } = await insertScene(db, { schedule: 'daily' })
    await happen('reported')
    await happen('import_ended')
    expect([await send(5), await send(6)]).toEqual([0, 1])
    expect(taken()).toMatchObject([{ subject: expect.stringContaining('2 notices') }])
  }))

test('nothing is mailed that was read, not wanted, or happened before mail was', async ({ db }) =>
  withMail(db, async ({ send }) => {
    const { reader, happen } = await insertScene(db, { schedule: 'none' })
    await happen('reported')
    expect(await send(6)).toBe(0)
    await setMailSchedule(db, { userId: reader.id, schedule: 'urgent' })
    await db.update(notices).set({ createdAt: sql`now() - interval '1 minute'` })
    expect(await send(6, '2026-11-30')).toBe(0)
    await happen('decided')
    await readNotices(db, { userId: reader.id })
    expect(await send(6, '2026-12-01')).toBe(0)
  }))

test('a sequence named like a header adds none', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    const { reader, happen } = await insertScene(db, {}, 'Ridge\r\nBcc: eve@example.com\r\n\r\n<script>')
    await happen('reported')
    await send()
    const [mail] = taken()
    expect(mail?.to).toBe(reader.address)
    expect(mail?.headers.has('bcc')).toBe(false)
    expect(mail?.text).toContain('&lt;script&gt;')
  }))

test('a mail whose sender is killed after handing it over is not sent again', async ({ db }) => {
  let isKilled = true
  await withMail(
    db,
    async ({ send, taken }) => {
      const { happen } = await insertScene(db)
      await happen('reported')
      await expect(send()).rejects.toThrow('killed')
      expect(taken()).toHaveLength(1)
      isKilled = false
      expect(await send()).toBe(0)
      await db.update(mails).set({ claimedAt: sql`now() - interval '6 minutes'` })
      expect(await send(6)).toBe(0)
      expect(await db.select({ state: mails.state }).from(mails)).toEqual([{ state: 'lost' }])
      await happen('decided')
      expect(await send()).toBe(1)
      expect(taken()).toMatchObject([{ text: expect.not.stringContaining('was reported') }])
    },
    ({ send }) => ({
      async send(mail) {
        const delivery = await send(mail)
        if (isKilled) throw new Error('killed')
        return delivery
      },
    }),
  )
})

test('a server that is away is tried again later and known as a trouble after an hour', async ({ db }) =>
  withMail(db, async ({ tools, server, send, taken }) => {
    const { happen } = await insertScene(db)
    server.refuse({ at: 'recipient', code: 451, words: 'Try again' })
    await happen('reported')
    expect([await send(), await send()]).toEqual([0, 0])
    expect(await db.select().from(mails)).toMatchObject([{ state: 'waiting', attempts: 1 }])
    expect(await findMailTrouble(db)).toBeNull()
    await db.update(mails).set({ createdAt: sql`now() - interval '61 minutes'` })
    expect(await findMailTrouble(db)).toContain('Try again')
    server.refuse(null)
    await dueNow(db)
    expect(await send()).toBe(1)
    expect(taken()).toHaveLength(1)
    expect(await findMailTrouble(db)).toBeNull()

    await happen('decided')
    await server.close()
    const startedAt = Date.now()
    await sendMails(tools, { endsAt: Date.now() + 60_000 })
    expect(Date.now() - startedAt).toBeLessThan(30_000) // not until its end
    await db
      .update(mails)
      .set({ createdAt: sql`now() - interval '4 days'`, tryAt: sql`now()` })
      .where(eq(mails.state, 'waiting'))
    await sendMails(tools, { endsAt: Date.now() + 60_000 })
    expect(await db.$count(mails, eq(mails.state, 'failed'))).toBe(1)
  }))

test('an address that is refused gets nothing more, and its owner reads why', async ({ db }) =>
  withMail(db, async ({ server, send }) => {
    const { reader, happen } = await insertScene(db)
    server.refuse({ at: 'recipient', code: 550, words: 'Mailbox is gone' })
    await happen('reported')
    await send()
    const { address, refusal } = (await addressOf(db, reader.id)) ?? {}
    expect(address).toBeNull()
    expect(refusal).toMatch(`${reader.address}: `)
    server.refuse(null)
    await happen('decided')
    expect(await send(6)).toBe(0)
  }))

test('a mail that the server refuses for good is a trouble, until it takes another one', async ({ db }) =>
  withMail(db, async ({ server, send }) => {
    const { happen } = await insertScene(db)
    server.refuse({ at: 'mail', code: 554, words: 'Sender is blocked' })
    await happen('reported')
    await send()
    expect(await findMailTrouble(db)).toBeNull()
    await db.update(mails).set({ claimedAt: sql`now() - interval '2 hours'` })
    expect(await findMailTrouble(db)).toContain('Sender is blocked')
    server.refuse(null)
    await happen('decided')
    expect(await send()).toBe(1)
    expect(await findMailTrouble(db)).toBeNull()
  }))

test('one refused address keeps nobody else waiting', async ({ db }) =>
  withMail(db, async ({ send, taken }) => {
    for (const schedule of ['urgent', 'urgent', 'daily'] as const)
      await (await insertScene(db, { schedule })).happen('reported')
    expect(await send()).toBe(2)
    expect(new Set(taken().map(({ to }) => to)).size).toBe(2)
  }))

test('mails of long ago are forgotten, but not while a notice would be mailed again', async ({ db }) =>
  withMail(db, async ({ send }) => {
    const { happen } = await insertScene(db)
    await happen('reported')
    await send()
    await db.update(mails).set({ createdAt: sql`now() - interval '31 days'` })
    await sweepMails(db)
    expect(await db.$count(mails)).toBe(1)
    await db.delete(notices)
    await sweepMails(db)
    expect(await db.$count(mails)).toBe(0)
    expect(await db.$count(mailAddresses)).toBe(1)
  }))

test('four mails are handed over side by side', async ({ db }) => {
  let [atOnce, most] = [0, 0]
  const waiting: (() => void)[] = []
  await withMail(
    db,
    async ({ send }) => {
      for (let n = 0; n < 9; n += 1) await (await insertScene(db)).happen('reported')
      expect(await send()).toBe(9)
      expect(most).toBe(4)
    },
    () => ({
      async send() {
        atOnce += 1
        most = Math.max(most, atOnce)
        if (atOnce === 4) for (const goOn of waiting.splice(0)) goOn()
        else if (most < 4) await new Promise<void>((goOn) => waiting.push(goOn))
        atOnce -= 1
        return { state: 'sent' }
      },
    }),
  )
})

test('two who send at once send each mail once', async ({ pool }) =>
  withMail(pool, async ({ tools, taken }) => {
    for (let n = 0; n < 6; n += 1) await (await insertScene(pool)).happen('reported')
    const now = new Date('2026-11-29T07:00:00Z')
    const both = [1, 2].map(() => sendMails(tools, { endsAt: Date.now() + 20_000, now }))
    const sent = (await Promise.all(both)).map((result) => result.sent)
    expect(sent.reduce((sum, count) => sum + count)).toBe(6)
    expect(new Set(taken().map(({ to }) => to)).size).toBe(6)
  }))
