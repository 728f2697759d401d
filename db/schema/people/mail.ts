import { sql } from 'drizzle-orm'
import { bigint, date, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { MAIL_KINDS, MAIL_SCHEDULE_NAMES, MAIL_STATES } from '@/lib/model/people/mail'
import { DECISIONS } from '@/lib/model/people/reports'
import { reports } from './reports'
import { users } from './users'

const number = (name: string) => bigint(name, { mode: 'number' })

/** Where somebody gets mail, and which. */
export const mailAddresses = pgTable('mail_addresses', {
  userId: number('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  address: text('address'), // confirmed by a link that was sent there; null: none is yet
  confirmedAt: moment('confirmed_at'),
  schedule: text('schedule', { enum: MAIL_SCHEDULE_NAMES }).notNull().default('urgent'),
  mailedSince: moment('mailed_since').notNull().defaultNow(), // what happened before is not mailed
  digestOn: date('digest_on'), // the last day (UTC) whose digest was made, or would have been empty
  refusal: text('refusal'), // with which words the server refused the address: nothing is sent there any more
  pendingAddress: text('pending_address'), // asked for, and not confirmed yet
  codeHash: text('code_hash'), // of the code in the link
  codeExpiresAt: moment('code_expires_at'),
})

/** A mail that is to be sent, or was. What it says is written when it is sent. */
export const mails = pgTable(
  'mails',
  {
    id: id(),
    kind: text('kind', { enum: MAIL_KINDS }).notNull(),
    userId: number('user_id').references(() => users.id, { onDelete: 'cascade' }), // null: to who left an address with a report
    reportId: number('report_id').references(() => reports.id, { onDelete: 'cascade' }), // of a decision
    decision: text('decision', { enum: DECISIONS }), // which it tells
    decidedAt: moment('decided_at'), // when that was decided
    address: text('address'), // of a confirmation; the others go to where their person gets mail by then
    state: text('state', { enum: MAIL_STATES }).notNull().default('waiting'),
    trouble: text('trouble'), // why it is not sent yet, or never
    attempts: integer('attempts').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    tryAt: moment('try_at').notNull().defaultNow(),
    claimedAt: moment('claimed_at'), // since when somebody sends it
    sentAt: moment('sent_at'),
  },
  (t) => [
    unique('mails_report_key').on(t.reportId, t.decidedAt), // whoever reported is told each decision once
    index('mails_due_idx').on(t.tryAt).where(sql`state = 'waiting'`),
    index('mails_sending_idx').on(t.claimedAt).where(sql`state = 'sending'`),
    index('mails_sent_idx').on(t.sentAt).where(sql`sent_at is not null`),
    index('mails_failed_idx').on(t.claimedAt).where(sql`state = 'failed'`),
    index('mails_user_idx').on(t.userId, t.createdAt),
    index('mails_address_idx').on(sql`lower(${t.address})`, t.createdAt).where(sql`address is not null`),
  ],
)
