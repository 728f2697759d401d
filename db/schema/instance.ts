import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, moment } from './columns'

/** Who we are, in the words of the marker in the backup. One row. */
export const instance = pgTable(
  'instance',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    id: uuid('id').notNull().defaultRandom(),
    restoringSince: moment('restoring_since'), // a restore has begun to fill this database; null: none has, or it ended
    restoredAt: moment('restored_at'), // when the last restore ended
  },
  (t) => [check('instance_one_row', sql`${t.isOnly}`)],
)

export const UNSAVED_KINDS = ['manifest', 'people', 'users', 'tag-types', 'deleted'] as const
export type UnsavedKind = (typeof UNSAVED_KINDS)[number]

/**
 * What has changed since it was last written into the backup. Rows written by triggers, not flags: nobody waits for anybody, and what
 * changes while a file is being written is not lost.
 */
export const unsavedChanges = pgTable(
  'unsaved_changes',
  {
    id: id(),
    kind: text('kind', { enum: UNSAVED_KINDS }).notNull(),
    sequenceId: bigint('sequence_id', { mode: 'number' }), // of manifest and people
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (t) => [index('unsaved_changes_sequence_idx').on(t.sequenceId, t.kind)],
)

export const TOMBSTONE_KINDS = ['photo', 'sequence', 'user'] as const

/**
 * What was deleted for good: a restore leaves it out. Written by triggers, for photos only when the operator erases them; ids are never given
 * twice.
 */
export const tombstones = pgTable(
  'tombstones',
  {
    kind: text('kind', { enum: TOMBSTONE_KINDS }).notNull(),
    deletedId: bigint('deleted_id', { mode: 'number' }).notNull(),
    deletedAt: moment('deleted_at').notNull().defaultNow(),
    mapillaryKeys: text('mapillary_keys').array().notNull().default([]), // of what the operator erased: no import brings it back
  },
  (t) => [
    primaryKey({ name: 'tombstones_pkey', columns: [t.kind, t.deletedId] }),
    index('tombstones_keys_idx').using('gin', t.mapillaryKeys),
  ],
)
