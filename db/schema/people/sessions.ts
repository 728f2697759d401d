import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { users } from './users'

/** `log_out`: by its own browser; `list`: from the list on the settings page; `everywhere`: with all others of its user. */
export const SESSION_ENDINGS = ['log_out', 'list', 'everywhere'] as const

/** A log-in of a browser. Its cookie carries a random id, of which only the hash is kept. No address is stored. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull().unique('sessions_hash_key'), // sha-256 in hex: the id is random, so nothing slower is needed
    userAgent: text('user_agent'), // what the browser called itself when it was last noted
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at').notNull().defaultNow(), // to the minute
    expiresAt: moment('expires_at').notNull(), // the absolute end, which no use moves
    endedAt: moment('ended_at'),
    ending: text('ending', { enum: SESSION_ENDINGS }), // how it was ended; null: it goes on, or has expired
  },
  (t) => [index('sessions_user_idx').on(t.userId, t.id), index('sessions_expires_idx').on(t.expiresAt)],
)
