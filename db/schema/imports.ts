import { sql } from 'drizzle-orm'
import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { ELSEWHERE, type ImportNote, type RemovedSequence } from '@/lib/model/import-notes'
import { IMPORT_STAGES, STAGES } from '@/lib/model/import-stages'
import { IMPORT_STATES } from '@/lib/model/import-states'
import { mapKeys } from '@/lib/model/keys-of'
import { id, moment, watched } from './columns'
import { users } from './people/users'
import { photos } from './photos'
import { sequences } from './sequences'

/** One run that brings a sequence in; Retry and Continue take the same row up again with the next `attempt`. */
export const imports = pgTable(
  'imports',
  {
    id: id(),
    sequenceId: bigint('sequence_id', { mode: 'number' }).references(() => sequences.id, { onDelete: 'cascade' }), // null: removed by it, see below
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['import', 'sync'] })
      .notNull()
      .default('import'), // sync: brings in only what has changed on Mapillary
    elsewhere: text('elsewhere', { enum: ELSEWHERE }).notNull().default('leave'), // what it does with photos that other sequences here have
    removedSequence: jsonb('removed_sequence').$type<RemovedSequence>(), // the sequence had no photos of its own, and was removed at its end
    state: text('state', { enum: IMPORT_STATES }).notNull().default('queued'),
    reason: text('reason'), // for people: why it waits, failed or was cancelled
    notes: jsonb('notes').$type<ImportNote[]>().notNull().default([]), // what is no error and must be said
    waitingUntil: moment('waiting_until'), // when Mapillary is asked again
    attempt: integer('attempt').notNull().default(1),
    photoTotal: integer('photo_total'), // null: the sequence was not read yet
    requestedAt: moment('requested_at').notNull().defaultNow(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    ...watched(),
  },
  (t) => [
    // One import of a sequence at a time; two requests at once cannot both pass.
    uniqueIndex('imports_one_active_per_sequence')
      .on(t.sequenceId)
      .where(sql`state in ('queued', 'running', 'waiting_for_login', 'waiting_for_mapillary', 'waiting_for_backup')`),
    index('imports_user_idx').on(t.userId, t.id),
  ],
)

const stageState = (name: string) =>
  text(name, { enum: ['pending', 'done', 'failed'] })
    .notNull()
    .default('pending')

/** Where one photo stands in one import, stage by stage. */
export const importPhotos = pgTable(
  'import_photos',
  {
    importId: bigint('import_id', { mode: 'number' })
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    ...mapKeys(STAGES, stageState),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0), // downloaded for the original in this import
  },
  (t) => [
    primaryKey({ name: 'import_photos_pkey', columns: [t.importId, t.photoId] }),
    index('import_photos_photo_idx').on(t.photoId),
  ],
)

/** Why a photo failed for good in a stage. */
export const importErrors = pgTable(
  'import_errors',
  {
    importId: bigint('import_id', { mode: 'number' })
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    stage: text('stage', { enum: IMPORT_STAGES }).notNull(),
    reason: text('reason').notNull(),
    failedAt: moment('failed_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ name: 'import_errors_pkey', columns: [t.importId, t.stage, t.photoId] })],
)

/** How many photos a user asked to import on one day (UTC). Kept apart from the imports, so that deleting a sequence does not give its photos back. */
export const importedPerDay = pgTable(
  'imported_per_day',
  {
    day: date('day', { mode: 'string' }).notNull(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    photoCount: integer('photo_count').notNull(),
  },
  (t) => [primaryKey({ name: 'imported_per_day_pkey', columns: [t.day, t.userId] })],
)
