import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { AUDIT_ACTIONS } from '@/lib/model/people/audit-actions'

/**
 * Who did what to whom, and when. Rows are only ever added: triggers refuse everything else. The ids are no references, so that a row
 * outlives what it is about.
 */
export const audit = pgTable(
  'audit',
  {
    id: id(),
    at: moment('at').notNull().defaultNow(),
    actorId: bigint('actor_id', { mode: 'number' }), // null: the product itself, as after a report
    action: text('action', { enum: AUDIT_ACTIONS }).notNull(),
    photoId: bigint('photo_id', { mode: 'number' }),
    sequenceId: bigint('sequence_id', { mode: 'number' }),
    userId: bigint('user_id', { mode: 'number' }),
    reportId: bigint('report_id', { mode: 'number' }),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    index('audit_photo_idx').on(t.photoId, t.id),
    index('audit_sequence_idx').on(t.sequenceId, t.id),
    index('audit_user_idx').on(t.userId, t.id),
  ],
)
