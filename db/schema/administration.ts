import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core'
import { LIMIT_NAMES } from '@/lib/model/limits'
import { TROUBLE_KINDS } from '@/lib/model/troubles'
import { id, moment } from './columns'
import { users } from './people/users'

const author = (name: string) => bigint(name, { mode: 'number' }).references(() => users.id, { onDelete: 'set null' })

/** Limits that an admin set, which count instead of those of the environment. `audit` has the earlier ones. */
export const setLimits = pgTable('set_limits', {
  name: text('name', { enum: LIMIT_NAMES }).primaryKey(),
  value: bigint('value', { mode: 'number' }).notNull(), // 0: no limit
  changedBy: author('changed_by'),
  changedAt: moment('changed_at').notNull().defaultNow(),
})

/** What admins tell everybody, at the top of each page. */
export const announcements = pgTable(
  'announcements',
  {
    id: id(),
    text: text('text').notNull(),
    createdBy: author('created_by'),
    createdAt: moment('created_at').notNull().defaultNow(),
    endsAt: moment('ends_at'), // null: when an admin ends it
    endedAt: moment('ended_at'),
  },
  (t) => [index('announcements_open_idx').on(t.id).where(sql`ended_at is null`)],
)

/** What is wrong with the instance now; a row goes when it is well again. */
export const troubles = pgTable('troubles', {
  kind: text('kind', { enum: TROUBLE_KINDS }).primaryKey(),
  words: text('words').notNull(),
  since: moment('since').notNull().defaultNow(),
  seenAt: moment('seen_at').notNull().defaultNow(), // when a process last saw it
  toldAt: moment('told_at'), // when the webhook took it; null: not yet, or there is none
})
