import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { ROLES } from '@/lib/model/people/roles'

export const users = pgTable(
  'users',
  {
    id: id(),
    mapillaryKey: text('mapillary_key').notNull().unique('users_mapillary_key_key'),
    username: text('username').notNull(),
    role: text('role', { enum: ROLES }).notNull().default('user'),
    suspendedAt: moment('suspended_at'), // from then on they cannot do anything, and nobody sees what is theirs
    suspendedReason: text('suspended_reason'),
    suspendedUntil: moment('suspended_until'), // then the suspension ends by itself; null: it does not
    suspensionAppeal: text('suspension_appeal'), // what they say to a suspension that no report led to
    suspensionAppealedAt: moment('suspension_appealed_at'),
    photosPerDay: integer('photos_per_day'), // how many they may import, instead of what everybody may; 0: no limit
    deletingAt: moment('deleting_at'), // they asked for the deletion of their account: nobody sees what is theirs, and a log-in takes it back
    deletionRemovesBackup: boolean('deletion_removes_backup').notNull().default(false),
    deletionKeepsContributions: boolean('deletion_keeps_contributions').notNull().default(true), // marks and tags, without a name
    erasingAt: moment('erasing_at'), // the erasure has begun: nothing takes it back
    isDeparted: boolean('is_departed').notNull().default(false), // stands for somebody who has left, whose marks and tags stay
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('users_username_idx').on(t.username),
    index('users_suspended_idx').on(t.suspendedAt).where(sql`suspended_at is not null`),
    index('users_deleting_idx').on(t.deletingAt).where(sql`deleting_at is not null`),
  ],
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
