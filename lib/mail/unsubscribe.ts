import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mailAddresses } from '@/db/schema/people/mail'
import { reports } from '@/db/schema/people/reports'
import type { MailSchedule } from '@/lib/model/people/mail'

/** Which mail somebody gets who wants one kind no longer. What is urgent is in the digest then. */
const WITHOUT = {
  urgent: sql`case ${mailAddresses.schedule} when 'urgent' then 'daily' when 'urgent_only' then 'none' else ${mailAddresses.schedule} end`,
  digest: sql`case ${mailAddresses.schedule} when 'urgent' then 'urgent_only' when 'daily' then 'none' else ${mailAddresses.schedule} end`,
}

/** The schedule that is left, if any is, once this kind of mail has ended. */
const ENDED_BY = { user: 'none', urgent: 'daily', digest: 'urgent_only' } as const satisfies Record<
  string,
  MailSchedule
>

/** The first signs, all of them open. */
export type MailLinkKeys = readonly [Buffer, ...Buffer[]]

/** What a link ends: all mail of a user, what is urgent, their digest, or the mail to whoever left an address with a report. */
const TYPES = ['user', 'urgent', 'digest', 'report'] as const
export type Recipient = { type: (typeof TYPES)[number]; id: number; address: string }

const KEY = /^(user|urgent|digest|report)-(\d{1,15})-([\w-]{43})$/

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
  const [, name, id, signature] = KEY.exec(key) ?? []
  const type = TYPES.find((each) => each === name)
  if (type === undefined || signature === undefined) return null
  const address = await findAddress(db, type, Number(id))
  if (address === null) return null
  const recipient: Recipient = { type, id: Number(id), address }
  const isSigned = keys.some((each) => timingSafeEqual(Buffer.from(signature), Buffer.from(sign(each, recipient))))
  return isSigned ? recipient : null
}

/**
 * This kind of mail is not sent to them any more, or with `all` none is: a user keeps the address, with a report it is erased. Safe to repeat.
 */
export async function unsubscribe(
  db: Db,
  { type, id, address }: Recipient,
  { all = false }: { all?: boolean } = {},
): Promise<void> {
  const isOwn = eq(mailAddresses.userId, id)
  if (type !== 'report')
    await db
      .update(mailAddresses)
      .set({ schedule: type === 'user' || all ? 'none' : WITHOUT[type] })
      .where(isOwn)
  else await db.update(reports).set({ email: null }).where(sql`lower(${reports.email}) = ${address.toLowerCase()}`)
}

/** Which mail still goes to them: of the kind that the link ends, and of any kind. */
export async function findMailLeft(db: Db, { type, id }: Recipient): Promise<{ ofKind: boolean; any: boolean }> {
  if (type === 'report') return { ofKind: true, any: true } // the address would be erased
  const [row] = await db
    .select({ schedule: mailAddresses.schedule })
    .from(mailAddresses)
    .where(eq(mailAddresses.userId, id))
  const schedule = row?.schedule ?? 'none'
  const any = schedule !== 'none'
  return { ofKind: any && schedule !== ENDED_BY[type], any }
}

async function findAddress(db: Db, type: Recipient['type'], id: number): Promise<string | null> {
  const [row] =
    type !== 'report'
      ? await db.select({ address: mailAddresses.address }).from(mailAddresses).where(eq(mailAddresses.userId, id))
      : await db.select({ address: reports.email }).from(reports).where(eq(reports.id, id))
  return row?.address ?? null
}

function sign(key: Buffer, { type, id, address }: Recipient): string {
  const signed = JSON.stringify(['unsubscribe', type, id, address.toLowerCase()])
  return createHmac('sha256', key).update(signed).digest('base64url')
}
