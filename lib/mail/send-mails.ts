import { and, asc, eq, lt, lte, sql } from 'drizzle-orm'
import limitTo, { type LimitFunction } from 'p-limit'
import type { Db } from '@/db/client'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { type ComposeTools, composeMail } from './compose-mail'
import type { Delivery, Mailer, OutgoingMail } from './mailer'
import { planMails } from './plan-mails'

export type MailTools = ComposeTools & { mailer: Mailer }

/** `isMore`: the time was over first. `trouble`: why the server takes nothing now. */
type Sending = { sent: number; isMore: boolean; trouble: string | null }

type Mail = typeof mails.$inferSelect

const LOST_AFTER = sql`interval '5 minutes'` // of sending: no server takes as long as that
const TRIED_FOR = sql`interval '3 days'`
const AT_ONCE = 4
const MOST_WAIT_SECONDS = 3_600

/**
 * Makes the mails that are due and sends them, four at once, until `endsAt`, or until the server takes none. A mail is marked before
 * it is handed over and never handed over again, unless the server said that it did not take it. Safe to repeat, and to do twice at once.
 */
export async function sendMails(
  tools: MailTools,
  { endsAt, now = new Date() }: { endsAt: number; now?: Date },
): Promise<Sending> {
  await planMails(tools.db, now)
  await giveUpLost(tools.db)
  const sending: Sending = { sent: 0, isMore: false, trouble: null }
  const inTurn = limitTo(1)
  const ended = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () => sendOneByOne(tools, { endsAt, inTurn, sending })),
  )
  for (const worker of ended) if (worker.status === 'rejected') throw worker.reason
  return sending
}

/** `inTurn`: only the server is waited for side by side. */
async function sendOneByOne(
  tools: MailTools,
  { endsAt, inTurn, sending }: { endsAt: number; inTurn: LimitFunction; sending: Sending },
): Promise<void> {
  while (sending.trouble === null) {
    if (Date.now() > endsAt) {
      sending.isMore = true
      return
    }
    const claimed = await inTurn(() => claimMail(tools))
    if (claimed === null) return
    const { mail, outgoing } = claimed
    if (outgoing === null) continue
    const delivery = await tools.mailer.send(outgoing)
    await inTurn(() => noteDelivery(tools.db, mail, outgoing, delivery))
    if (delivery.state === 'sent') sending.sent += 1
    if (delivery.state === 'later' && delivery.isServer) sending.trouble = delivery.words
  }
}

/** Whoever sent these has ended in the middle. They may have been delivered. */
async function giveUpLost(db: Db): Promise<void> {
  await db
    .update(mails)
    .set({ state: 'lost', trouble: 'Whoever sent it ended in the middle' })
    .where(and(eq(mails.state, 'sending'), lt(mails.claimedAt, sql`now() - ${LOST_AFTER}`)))
}

/** The next mail, written and marked as being sent; `outgoing: null`: it is not to be sent any more. null: none is due. */
async function claimMail(tools: MailTools): Promise<{ mail: Mail; outgoing: OutgoingMail | null } | null> {
  return tools.db.transaction(async (tx) => {
    const [mail] = await tx
      .select()
      .from(mails)
      .where(and(eq(mails.state, 'waiting'), lte(mails.tryAt, sql`now()`)))
      .orderBy(asc(mails.tryAt), asc(mails.id))
      .limit(1)
      .for('update', { skipLocked: true })
    if (!mail) return null
    const outgoing = await composeMail({ ...tools, db: tx }, mail)
    const state =
      outgoing === null
        ? ({ state: 'dropped' } as const)
        : ({ state: 'sending', claimedAt: sql`now()`, attempts: sql`${mails.attempts} + 1` } as const)
    await tx.update(mails).set(state).where(eq(mails.id, mail.id))
    return { mail, outgoing }
  })
}

async function noteDelivery(db: Db, mail: Mail, { to }: OutgoingMail, delivery: Delivery): Promise<void> {
  await db.transaction(async (tx) => {
    const change = (values: Parameters<ReturnType<typeof tx.update<typeof mails>>['set']>[0]) =>
      tx.update(mails).set(values).where(eq(mails.id, mail.id)).returning({ state: mails.state })
    if (delivery.state === 'sent') {
      await change({ state: 'sent', sentAt: sql`now()`, trouble: null })
      return
    }
    const { words: trouble } = delivery
    const [noted] = await change(
      delivery.state === 'later' ? { trouble, ...tryLater } : { trouble, state: delivery.state },
    )
    if (noted?.state === 'refused' || (noted?.state === 'failed' && mail.kind === 'confirmation'))
      await forgetAddress(tx, mail, { to, words: trouble })
  })
}

const tryLater = {
  state: sql`case when ${mails.createdAt} < now() - ${TRIED_FOR} then 'failed' else 'waiting' end`,
  tryAt: sql`now() + make_interval(secs => least(${MOST_WAIT_SECONDS}, 60 * power(2, least(${mails.attempts}, 12) - 1)))`,
}

/** Nothing is sent to an address that the server refuses; its owner reads why in the settings. */
async function forgetAddress(
  db: Db,
  { kind, userId }: Mail,
  { to, words }: { to: string; words: string },
): Promise<void> {
  if (userId === null) return
  const refusal = `${to}: ${words}`
  const isPending = kind === 'confirmation'
  await db
    .update(mailAddresses)
    .set(
      isPending
        ? { refusal, pendingAddress: null, codeHash: null, codeExpiresAt: null }
        : { refusal, address: null, confirmedAt: null },
    )
    .where(
      and(
        eq(mailAddresses.userId, userId),
        eq(isPending ? mailAddresses.pendingAddress : mailAddresses.address, to), // they may have given another one meanwhile
      ),
    )
}
