import { sql } from 'drizzle-orm'
import { bigint, check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { users } from './users'

/** A passkey of a user: its public half. The private one never leaves the person's device. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    credentialId: text('credential_id').notNull().unique('passkeys_credential_id_key'), // base64url, chosen by the device
    publicKey: text('public_key').notNull(), // COSE in base64url
    transports: text('transports').array().notNull().default([]), // how the browser reaches the device, in its words
    name: text('name').notNull(),
    useCount: bigint('use_count', { mode: 'number' }).notNull().default(0), // by the device's own count; many always say 0
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
  },
  (t) => [index('passkeys_user_idx').on(t.userId, t.id)],
)

/** `login` and `registration`: the challenge of a passkey's ceremony; `invitation`: lets a user in; `restore`: lets whoever reads the log decide. */
export const ONE_TIME_CODE_KINDS = ['login', 'registration', 'invitation', 'restore'] as const
export type OneTimeCodeKind = (typeof ONE_TIME_CODE_KINDS)[number]

/** Random codes that count once, and of which only the hash is kept. Redeemed ones are deleted. */
export const oneTimeCodes = pgTable(
  'one_time_codes',
  {
    hash: text('hash').primaryKey(), // sha-256 in hex
    kind: text('kind', { enum: ONE_TIME_CODE_KINDS }).notNull(),
    userId: bigint('user_id', { mode: 'number' }).references(() => users.id, { onDelete: 'cascade' }), // whom it is for
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [
    index('one_time_codes_expires_idx').on(t.expiresAt),
    index('one_time_codes_user_idx').on(t.userId),
    check('one_time_codes_user', sql`(${t.kind} in ('registration', 'invitation')) = (${t.userId} is not null)`),
  ],
)
