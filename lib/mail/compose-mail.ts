import { randomBytes } from 'node:crypto'
import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { reports } from '@/db/schema/people/reports'
import { users } from '@/db/schema/people/users'
import { CONFIRMATION_HOURS } from '@/lib/model/people/mail'
import { DECISION_LABELS, REPORT_REASONS } from '@/lib/model/people/reports'
import { listNotices } from '@/lib/notices/list-notices'
import { hashOfCode } from './addresses'
import type { OutgoingMail } from './mailer'
import { type MailLinkKeys, type Recipient, signUnsubscribeKey } from './unsubscribe'
import { writeConfirmation, writeDecision, writeNotices } from './words'
import { type MailWords, writeMail } from './write-mail'

export type ComposeTools = { db: Db; linkKeys: MailLinkKeys; siteUrl: string }
type Row = typeof mails.$inferSelect

const MOST_NOTICES = 50

/** Writes a mail as things are now; null: there is nothing left to say, or nobody to say it to. */
export async function composeMail(tools: ComposeTools, mail: Row): Promise<OutgoingMail | null> {
  if (mail.kind === 'confirmation') return composeConfirmation(tools, mail)
  return mail.kind === 'decision' ? composeDecision(tools, mail) : composeNotices(tools, mail)
}

async function composeConfirmation({ db, siteUrl }: ComposeTools, { id, userId, address }: Row) {
  if (userId === null || address === null) return null
  const code = randomBytes(32).toString('base64url')
  const [asked] = await db
    .update(mailAddresses)
    .set({ codeHash: hashOfCode(code), codeExpiresAt: sql`now() + make_interval(hours => ${CONFIRMATION_HOURS})` })
    .from(users)
    .where(
      and(
        eq(mailAddresses.userId, userId),
        eq(mailAddresses.pendingAddress, address),
        eq(users.id, userId),
        isNull(users.deletingAt),
      ),
    )
    .returning({ username: users.username })
  if (!asked) return null
  const url = new URL(`/mail/confirm?code=${code}`, siteUrl).href
  return { id, to: address, ...writeMail(writeConfirmation({ ...asked, url, siteUrl })), unsubscribeUrl: null }
}

async function composeNotices({ db, ...tools }: ComposeTools, { id, kind, userId }: Row) {
  if (userId === null) return null
  const [person] = await db
    .select({ address: mailAddresses.address })
    .from(mailAddresses)
    .innerJoin(users, eq(users.id, mailAddresses.userId))
    .where(and(eq(users.id, userId), isNull(users.deletingAt), ne(mailAddresses.schedule, 'none')))
  if (!person?.address) return null
  const asked = { userId, mailId: id, isUnreadOnly: true, limit: MOST_NOTICES }
  const { notices, nextCursor } = await listNotices(db, asked)
  if (notices.length === 0) return null
  const recipient = { type: kind === 'digest' ? kind : 'urgent', id: userId, address: person.address } as const
  const page = { notices, isMore: nextCursor !== null, isDigest: kind === 'digest' }
  const stopAllUrl = linkOf(tools, { ...recipient, type: 'user' })
  return withUnsubscribe(tools, id, recipient, (links) => writeNotices(page, { ...links, stopAllUrl }))
}

async function composeDecision({ db, ...tools }: ComposeTools, { id, reportId, decision }: Row) {
  if (reportId === null) return null
  const [report] = await db
    .select()
    .from(reports)
    .where(and(eq(reports.id, reportId), isNotNull(reports.email)))
  if (!report?.email || report.decision === null || report.decision !== decision) return null // another mail tells the newer one
  const [told] = await db
    .select({ decision: mails.decision })
    .from(mails)
    .where(and(eq(mails.reportId, reportId), lt(mails.id, id), inArray(mails.state, ['sent', 'lost'])))
    .orderBy(desc(mails.id))
    .limit(1)
  if (told?.decision === decision) return null // it was turned and turned back before a mail said so
  const words = {
    reportId,
    reportedAt: report.createdAt,
    reason: REPORT_REASONS[report.reason].label,
    decision: DECISION_LABELS[report.decision],
    statement: report.decisionReason ?? '',
    isTurned: told !== undefined,
  }
  const recipient = { type: 'report', id: reportId, address: report.email } as const
  return withUnsubscribe(tools, id, recipient, (links) => writeDecision(words, links))
}

function linkOf({ linkKeys, siteUrl }: Omit<ComposeTools, 'db'>, recipient: Recipient): string {
  return new URL(`/mail/unsubscribe/${signUnsubscribeKey(linkKeys, recipient)}`, siteUrl).href
}

type Links = { siteUrl: string; unsubscribeUrl: string }

function withUnsubscribe(
  { linkKeys, siteUrl }: Omit<ComposeTools, 'db'>,
  id: number,
  recipient: Recipient,
  write: (links: Links) => MailWords,
): OutgoingMail {
  const unsubscribeUrl = linkOf({ linkKeys, siteUrl }, recipient)
  return { id, to: recipient.address, ...writeMail(write({ siteUrl, unsubscribeUrl })), unsubscribeUrl }
}
