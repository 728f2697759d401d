import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, jsonb, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { type CounterNotice, DECISIONS, REPORT_REASON_NAMES, REPORT_STATES } from '@/lib/model/people/reports'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { users } from './users'

const userRef = (name: string) => bigint(name, { mode: 'number' })

/** What somebody finds wrong with a photo, a sequence or a person, and what a moderator decided. */
export const reports = pgTable(
  'reports',
  {
    id: id(),
    photoId: bigint('photo_id', { mode: 'number' }).references(() => photos.id, { onDelete: 'cascade' }),
    sequenceId: bigint('sequence_id', { mode: 'number' }).references(() => sequences.id, { onDelete: 'cascade' }),
    userId: userRef('user_id').references(() => users.id, { onDelete: 'cascade' }),
    ownerId: userRef('owner_id') // of what was reported; the person, where a person was
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    reason: text('reason', { enum: REPORT_REASON_NAMES }).notNull(),
    gravity: smallint('gravity').notNull(), // of the reason, 0 the gravest
    comment: text('comment').notNull().default(''),
    email: text('email'),
    region: jsonb('region').$type<TagShape>(),
    reporterId: userRef('reporter_id').references(() => users.id, { onDelete: 'set null' }), // null: nobody was logged in
    addressHash: text('address_hash').notNull(), // keyed: it tells addresses apart and gives none away
    keyHash: text('key_hash').notNull(), // of the key of the receipt
    isTrapped: boolean('is_trapped').notNull().default(false), // a program filled in the field that people do not see
    hasHidden: boolean('has_hidden').notNull().default(false), // the photo was hidden at once
    state: text('state', { enum: REPORT_STATES }).notNull().default('open'),
    createdAt: moment('created_at').notNull().defaultNow(),
    decision: text('decision', { enum: DECISIONS }),
    decisionReason: text('decision_reason'), // the statement of reasons, for owner and reporter
    decidedBy: userRef('decided_by').references(() => users.id, { onDelete: 'set null' }),
    decidedAt: moment('decided_at'),
    answer: text('answer'), // the owner's, before the decision
    answeredAt: moment('answered_at'),
    appeal: text('appeal'), // the owner's, after it; it opens the report again, once
    appealedAt: moment('appealed_at'),
    counterNotice: jsonb('counter_notice').$type<CounterNotice>(), // the owner's, after a decision about copyright
    counterNoticedAt: moment('counter_noticed_at'),
  },
  (t) => [
    index('reports_queue_idx').on(t.state, t.gravity, t.createdAt, t.id).where(sql`not is_trapped`),
    index('reports_address_idx').on(t.addressHash, t.createdAt),
    index('reports_hidden_idx').on(t.createdAt).where(sql`has_hidden`),
    index('reports_photo_idx').on(t.photoId).where(sql`photo_id is not null`),
    index('reports_sequence_idx').on(t.sequenceId).where(sql`sequence_id is not null`),
    index('reports_user_idx').on(t.userId).where(sql`user_id is not null`),
    index('reports_owner_idx').on(t.ownerId),
    index('reports_mailed_idx').on(t.decidedAt).where(sql`email is not null and state = 'decided'`),
    index('reports_email_idx').on(sql`lower(${t.email})`).where(sql`email is not null`),
    check('reports_one_subject', sql`num_nonnulls(photo_id, sequence_id, user_id) = 1`),
  ],
)
