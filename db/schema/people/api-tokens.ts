import { sql } from 'drizzle-orm'
import { bigint, check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { SCOPES } from '@/lib/model/people/scopes'
import { users } from './users'

/** `personal`: made on the settings page; `client`: given to a program that its user allowed. */
export const TOKEN_KINDS = ['personal', 'client'] as const

/** Lets a program call the API as a user. The token itself is shown once and not kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: id(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: TOKEN_KINDS }).notNull().default('personal'),
    name: text('name').notNull(), // as the user called it; of a client: the program's name
    clientId: text('client_id'), // which program it was given to
    hash: text('hash').notNull().unique('api_tokens_hash_key'), // sha-256 in hex: the token is random, so nothing slower is needed
    hint: text('hint').notNull(), // its last characters, to tell tokens apart
    scopes: text('scopes', { enum: SCOPES }).array().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'), // to the minute
    expiresAt: moment('expires_at'), // null: never
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    index('api_tokens_user_idx').on(t.userId, t.id),
    check('api_tokens_client_named', sql`(${t.kind} = 'client') = (${t.clientId} is not null)`),
  ],
)
