import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import {
  BACKUP_FINDINGS,
  BACKUP_REPAIRS,
  BACKUP_STATES,
  BACKUP_SUBJECTS,
  VAULT_PASS_KINDS,
} from '@/lib/model/backup-states'
import { id, moment } from './columns'
import { users } from './people/users'
import { photos } from './photos'
import { sequences } from './sequences'

/**
 * What is known of each original in the backup. Triggers keep a row for each photo that has one, and empty the row when other bytes are noted.
 * Not columns of `photos`: each night writes these, and photos have many indexes and triggers.
 */
export const backupChecks = pgTable(
  'backup_checks',
  {
    photoId: bigint('photo_id', { mode: 'number' })
      .primaryKey()
      .references(() => photos.id, { onDelete: 'cascade' }),
    verifiedAt: moment('verified_at'), // when every byte of it was last read; null: never. The only cursor of verification
    state: text('state', { enum: BACKUP_STATES }), // null: never looked at
    copies: smallint('copies').notNull().default(1), // in how many stores its right bytes lie, as far as is known
    claimId: uuid('claim_id'), // of the verifier that reads it now
    claimedUntil: moment('claimed_until'), // infinity: its files are being removed, nobody verifies it any more
    isPictureDue: boolean('is_picture_due').notNull().default(false), // a listing found that the picture for everybody is gone or has another size
    isCopyDue: boolean('is_copy_due').notNull().default(false), // a listing found that the second copy is gone or has another size
  },
  (t) => [
    index('backup_checks_due_idx').on(t.verifiedAt.asc().nullsFirst(), t.photoId),
    index('backup_checks_bad_idx').on(t.verifiedAt.asc().nullsFirst(), t.photoId).where(sql`state <> 'ok'`),
    index('backup_checks_picture_due_idx').on(t.photoId).where(sql`is_picture_due`),
    index('backup_checks_copy_due_idx').on(t.verifiedAt.asc().nullsFirst(), t.photoId).where(sql`is_copy_due`),
    check('backup_checks_copies_range', sql`${t.copies} between 0 and 2`),
  ],
)

/** What happened to originals and to the pictures that are kept for everybody. Append only: a trigger refuses changes. Rows go with their photo or owner. */
export const backupEvents = pgTable(
  'backup_events',
  {
    id: id(),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    ownerId: bigint('owner_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    subject: text('subject', { enum: BACKUP_SUBJECTS }).notNull().default('original'),
    copy: smallint('copy').notNull(), // 1: in the backup, 2: in the second one
    found: text('found', { enum: BACKUP_FINDINGS }).notNull(),
    done: text('done', { enum: BACKUP_REPAIRS }).notNull(),
    detail: text('detail'), // what the store said
    happenedAt: moment('happened_at').notNull().defaultNow(),
  },
  (t) => [
    index('backup_events_owner_idx').on(t.ownerId, t.id),
    index('backup_events_photo_idx').on(t.photoId, t.id),
    check('backup_events_copy_range', sql`${t.copy} in (1, 2)`),
  ],
)

/** One run through the backup. */
export const vaultPasses = pgTable(
  'vault_passes',
  {
    id: id(),
    kind: text('kind', { enum: VAULT_PASS_KINDS }).notNull(),
    sequenceId: bigint('sequence_id', { mode: 'number' }).references(() => sequences.id, { onDelete: 'cascade' }), // null: the whole backup
    startedAt: moment('started_at').notNull().defaultNow(),
    movedAt: moment('moved_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'), // null: under way, or killed
    expected: integer('expected').notNull(), // originals that were to be looked at
    lookedAt: integer('looked_at').notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0), // that were read
    bad: integer('bad').notNull().default(0), // originals that were found to be wrong
    mended: integer('mended').notNull().default(0),
    badPictures: integer('bad_pictures').notNull().default(0), // pictures for everybody that a listing missed, or found with another size
    untracked: integer('untracked').notNull().default(0), // photos' files in the backup that no photo refers to, found by a listing
    alarm: text('alarm'), // why the pass was stopped: the store itself cannot be what it should be
  },
  (t) => [
    index('vault_passes_started_idx').on(t.kind, t.startedAt),
    index('vault_passes_sequence_idx').on(t.sequenceId, t.id).where(sql`sequence_id is not null`),
  ],
)
