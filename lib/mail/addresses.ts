import { createHash } from 'node:crypto'
import { and, eq, gt, isNotNull, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { AppError } from '@/lib/errors'
import { MAIL_SCHEDULE_NAMES, type MailSchedule } from '@/lib/model/people/mail'

const LINKS_AN_HOUR = 3 // that one person asks for
const LINKS_A_DAY = 3 // to one address, whoever asks

export const MailAddressInput = z.object({
  address: z.email('expected an e-mail address').max(254, 'expected an e-mail address'),
})
export const MailScheduleInput = z.object({ schedule: z.enum(MAIL_SCHEDULE_NAMES) })

/** How somebody gets mail, as they see it. `refusal`: for people, why nothing is sent to an address they gave. */
export type OwnMail = {
  address: string | null
  pendingAddress: string | null
  schedule: MailSchedule
  refusal: string | null
}

export async function findOwnMail(db: Db, userId: number): Promise<OwnMail | null> {
  const [row] = await db
    .select({
      address: mailAddresses.address,
      pendingAddress: mailAddresses.pendingAddress,
      schedule: mailAddresses.schedule,
      refusal: mailAddresses.refusal,
    })
    .from(mailAddresses)
    .where(eq(mailAddresses.userId, userId))
  return row ?? null
}

/**
 * Has a link sent to an address, which counts once the link was used; until then the one before does. Throws CONFLICT (it is confirmed
 * already), RATE_LIMITED (three an hour for a person, three a day for an address).
 */
export async function requestAddress(
  db: Db,
  { userId, address }: { userId: number } & z.infer<typeof MailAddressInput>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mail of ${userId}`}, 0))`)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mail to ${address.toLowerCase()}`}, 0))`)
    if ((await findOwnMail(tx, userId))?.address === address)
      throw new AppError('CONFLICT', 'This is your address already')
    await requireAllowance(tx, { userId, address })
    const pending = { pendingAddress: address, codeHash: null, codeExpiresAt: null, refusal: null }
    await tx
      .insert(mailAddresses)
      .values({ userId, ...pending })
      .onConflictDoUpdate({ target: mailAddresses.userId, set: pending })
    await dropConfirmations(tx, userId)
    await tx.insert(mails).values({ kind: 'confirmation', userId, address })
  })
}

async function requireAllowance(db: Db, { userId, address }: { userId: number; address: string }): Promise<void> {
  const count = (span: SQL, whose: SQL) =>
    db.$count(mails, and(eq(mails.kind, 'confirmation'), gt(mails.createdAt, sql`now() - ${span}`), whose))
  if ((await count(sql`interval '1 hour'`, eq(mails.userId, userId))) >= LINKS_AN_HOUR)
    throw new AppError('RATE_LIMITED', 'You asked for three links within an hour. Try again in an hour.', {
      retryAfterMs: 3_600_000,
    })
  const isSame = sql`lower(${mails.address}) = ${address.toLowerCase()}`
  if ((await count(sql`interval '1 day'`, isSame)) >= LINKS_A_DAY)
    throw new AppError('RATE_LIMITED', 'Three links were asked for to this address within a day. Try again tomorrow.', {
      retryAfterMs: 86_400_000,
    })
}

/** Links that have not been sent yet are not sent any more. */
async function dropConfirmations(db: Db, userId: number): Promise<void> {
  const isWaiting = and(eq(mails.userId, userId), eq(mails.kind, 'confirmation'), eq(mails.state, 'waiting'))
  await db.update(mails).set({ state: 'dropped' }).where(isWaiting)
}

/** Uses the code of a link: from now on mail goes to its address. False: it was used already, replaced, or is over. */
export async function confirmAddress(db: Db, code: string): Promise<boolean> {
  const isFirst = sql`${mailAddresses.address} is null or ${mailAddresses.schedule} = 'none'`
  const confirmed = await db
    .update(mailAddresses)
    .set({
      address: mailAddresses.pendingAddress,
      confirmedAt: sql`now()`,
      schedule: sql`case when ${mailAddresses.schedule} = 'none' then 'urgent' else ${mailAddresses.schedule} end`,
      mailedSince: sql`case when ${isFirst} then now() else ${mailAddresses.mailedSince} end`,
      ...{ pendingAddress: null, codeHash: null, codeExpiresAt: null, refusal: null },
    })
    .where(
      and(
        eq(mailAddresses.codeHash, hashOfCode(code)),
        gt(mailAddresses.codeExpiresAt, sql`now()`),
        isNotNull(mailAddresses.pendingAddress),
      ),
    )
    .returning({ userId: mailAddresses.userId })
  return confirmed.length > 0
}

/** SHA-256 in hex: what the database knows of the code in a link. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** Which mail they get from now on; of what happened while they did not want it nothing is mailed. Throws NOT_FOUND. */
export async function setMailSchedule(
  db: Db,
  { userId, schedule }: { userId: number; schedule: MailSchedule },
): Promise<void> {
  const changed = await db
    .update(mailAddresses)
    .set({
      schedule,
      mailedSince: sql`case when ${mailAddresses.schedule} in ('none', 'urgent_only') then now() else ${mailAddresses.mailedSince} end`,
    })
    .where(and(eq(mailAddresses.userId, userId), isNotNull(mailAddresses.address)))
    .returning({ userId: mailAddresses.userId })
  if (changed.length === 0) throw new AppError('NOT_FOUND', 'You have given no e-mail address')
}

/** Forgets their addresses, also one that is not confirmed. Safe to repeat. */
export async function removeAddress(db: Db, userId: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(mailAddresses).where(eq(mailAddresses.userId, userId))
    await dropConfirmations(tx, userId)
  })
}
