import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { ROLES } from '@/lib/model/roles'
import { id, moment } from './columns'

export const users = pgTable(
  'users',
  {
    id: id(),
    mapillaryKey: text('mapillary_key').notNull().unique('users_mapillary_key_key'),
    username: text('username').notNull(),
    role: text('role', { enum: ROLES }).notNull().default('user'),
    suspendedAt: moment('suspended_at'), // from then on they cannot do anything, and nobody sees what is theirs
    suspendedReason: text('suspended_reason'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('users_username_idx').on(t.username)],
)

/** The Mapillary token of a user, encrypted; one row a user, replaced at each login. */
export const mapillaryAccounts = pgTable('mapillary_accounts', {
  userId: bigint('user_id', { mode: 'number' })
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  encryptedToken: text('encrypted_token').notNull(),
  keyId: text('key_id').notNull(), // which encryption key sealed the token
  expiresAt: moment('expires_at'), // null: the token does not expire (v3)
  state: text('state', { enum: ['active', 'refused'] })
    .notNull()
    .default('active'),
  revision: integer('revision').notNull().default(1), // grows at each login, so that a refusal of an older token is ignored
  refreshingUntil: moment('refreshing_until'), // somebody asks Mapillary for a newer token; until then nobody else does
  updatedAt: moment('updated_at').notNull().defaultNow(),
})
