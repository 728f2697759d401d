import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { TAKEOUT_STATES } from '@/lib/model/takeout-states'
import type { ViewerSequence } from '@/lib/model/takeout-viewer'
import { id, moment, watched } from './columns'
import { users } from './people/users'
import { sequences } from './sequences'

const takeoutId = () =>
  bigint('takeout_id', { mode: 'number' })
    .notNull()
    .references(() => takeouts.id, { onDelete: 'cascade' })

/** What a photographer takes with them: a frozen list of files, given as ZIP archives. */
export const takeouts = pgTable(
  'takeouts',
  {
    id: id(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    state: text('state', { enum: TAKEOUT_STATES }).notNull().default('making'),
    reason: text('reason'), // for people: why it ended
    attempt: integer('attempt').notNull().default(1), // grows when a lost run is replaced
    isAll: boolean('is_all').notNull(), // all sequences that its owner had when it was asked for
    isRepaired: boolean('is_repaired').notNull().default(false), // with copies in which metadata are written
    partBytes: bigint('part_bytes', { mode: 'number' }), // how large an archive may be; null: one for all
    parts: jsonb('parts').$type<{ end: number; sizeBytes: number }[]>().notNull().default([]), // each with the first position after it
    photoTotal: integer('photo_total').notNull().default(0), // originals in the backup
    photoDone: integer('photo_done').notNull().default(0), // of these: looked at
    createdAt: moment('created_at').notNull().defaultNow(),
    readyAt: moment('ready_at'),
    expiresAt: moment('expires_at'),
    endedAt: moment('ended_at'),
    ...watched(),
  },
  (t) => [
    index('takeouts_user_idx').on(t.userId, t.id),
    index('takeouts_making_idx').on(t.movedAt).where(sql`state = 'making'`),
    index('takeouts_expires_idx').on(t.expiresAt).where(sql`state = 'ready'`),
    check(
      'takeouts_ready_complete',
      sql`${t.state} <> 'ready' or (${t.readyAt} is not null and ${t.expiresAt} is not null)`,
    ),
  ],
)

/** The sequences of a takeout. A trigger ends the takeout when one of them is deleted. */
export const takeoutSequences = pgTable(
  'takeout_sequences',
  {
    takeoutId: takeoutId(),
    sequenceId: bigint('sequence_id', { mode: 'number' })
      .notNull()
      .references(() => sequences.id, { onDelete: 'cascade' }),
    numbers: integer('numbers').array(), // of the photos that are taken; null: all
    checkedN: integer('checked_n').notNull().default(0), // the originals up to this number of a photo were looked at
    derivedN: integer('derived_n').notNull().default(0), // previews and copies of the photos up to this number were made
    summary: jsonb('summary').$type<ViewerSequence>(), // for the offline viewer, when it is packed
    packedAt: moment('packed_at'), // when its last file was listed; null: still to do
  },
  (t) => [
    primaryKey({ name: 'takeout_sequences_pkey', columns: [t.takeoutId, t.sequenceId] }),
    index('takeout_sequences_sequence_idx').on(t.sequenceId),
  ],
)

/**
 * A file of a takeout: an original where it lies in the backup, or a part of a pack that was written for the takeout. Of a copy of an original
 * only what differs is in the pack: its first `head_bytes`; the rest is that of `tail_key` from `tail_offset` on.
 */
export const takeoutFiles = pgTable(
  'takeout_files',
  {
    takeoutId: takeoutId(),
    position: integer('position').notNull(), // in the archive, from 0
    path: text('path').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    crc32: bigint('crc32', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(), // hex
    backupKey: text('backup_key').notNull(),
    backupOffset: bigint('backup_offset', { mode: 'number' }).notNull().default(0), // where it begins in that object
    headBytes: bigint('head_bytes', { mode: 'number' }), // null: all of it lies there
    tailKey: text('tail_key'),
    tailOffset: bigint('tail_offset', { mode: 'number' }),
  },
  (t) => [
    primaryKey({ name: 'takeout_files_pkey', columns: [t.takeoutId, t.position] }),
    unique('takeout_files_path_key').on(t.takeoutId, t.path),
    check('takeout_files_tail_whole', sql`num_nulls(${t.headBytes}, ${t.tailKey}, ${t.tailOffset}) in (0, 3)`),
  ],
)
