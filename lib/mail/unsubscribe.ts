import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mailAddresses } from '@/db/schema/people/mail'
import { reports } from '@/db/schema/people/reports'

/** The first signs, all of them open. */
export type MailLinkKeys = readonly [Buffer, ...Buffer[]]

/** Whose mail a link ends: that of a user, or of whoever left an address with a report. */
export type Recipient = { type: 'user' | 'report'; id: number; address: string }

const KEY = /^(user|report)-(\d{1,15})-([\w-]{43})$/

/** The keys of links in mails, from the secrets of the sessions. */
export function mailLinkKeys([secret, ...older]: readonly [string, ...string[]]): MailLinkKeys {
  const keyFrom = (text: string) => Buffer.from(hkdfSync('sha256', text, '', 'map-the-paths mail links', 32))
  return [keyFrom(secret), ...older.map(keyFrom)]
}

/** What a link needs to end the mail to an address. It counts for as long as mail goes there. */
export function signUnsubscribeKey([key]: MailLinkKeys, recipient: Recipient): string {
  return `${recipient.type}-${recipient.id}-${sign(key, recipient)}`
}

/** Whose mail a key ends; null: it was not made here, or nothing is sent to that address any more. */
export async function findRecipient(db: Db, keys: MailLinkKeys, key: string): Promise<Recipient | null> {
  const [, type, id, signature] = KEY.exec(key) ?? []
  if ((type !== 'user' && type !== 'report') || signature === undefined) return null
  const address = await findAddress(db, type, Number(id))
  if (address === null) return null
  const recipient: Recipient = { type, id: Number(id), address }
  const isSigned = keys.some((each) => timingSafeEqual(Buffer.from(signature), Buffer.from(sign(each, recipient))))
  return isSigned ? recipient : null
}

/** Nothing is mailed to them any more: a user keeps the address, with a report it is erased. Safe to repeat. */
export async function unsubscribe(db: Db, { type, id, address }: Recipient): Promise<void> {
  if (type === 'user') await db.update(mailAddresses).set({ schedule: 'none' }).where(eq(mailAddresses.userId, id))
  else await db.update(reports).set({ email: null }).where(sql`lower(${reports.email}) = ${address.toLowerCase()}`)
}

async function findAddress(db: Db, type: Recipient['type'], id: number): Promise<string | null> {
  const [row] =
    type === 'user'
      ? await db.select({ address: mailAddresses.address }).from(mailAddresses).where(eq(mailAddresses.userId, id))
      : await db.select({ address: reports.email }).from(reports).where(eq(reports.id, id))
  return row?.address ?? null
}

function sign(key: Buffer, { type, id, address }: Recipient): string {
  const signed = JSON.stringify(['unsubscribe', type, id, address.toLowerCase()])
  return createHmac('sha256', key).update(signed).digest('base64url')
}
