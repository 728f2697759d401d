import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { moment, watched } from '@/db/schema/columns'
import type { LngLat } from '@/lib/geo/lng-lat'
import { users } from './users'

export const ACCOUNT_SYNC_STATES = ['running', 'waiting_for_login', 'waiting_for_mapillary', 'failed', 'done'] as const

const userId = () =>
  bigint('user_id', { mode: 'number' })
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

/** How far the list of a user's photos on Mapillary has been read, where there is no list of sequences (v4). One row a user. */
export const accountSyncs = pgTable('account_syncs', {
  userId: userId().primaryKey(),
  number: integer('number').notNull().default(1), // photos carry the number of the last sync that met them
  attempt: integer('attempt').notNull().default(1), // grows with each request, so that an older run stops
  kind: text('kind', { enum: ['whole', 'new'] }).notNull(), // new: only what was taken since the newest known photo
  state: text('state', { enum: ACCOUNT_SYNC_STATES }).notNull().default('running'),
  reason: text('reason'), // for people: why it waits or failed
  waitingUntil: moment('waiting_until'),
  since: moment('since'), // the span of capture times that is being read; null: without that end
  until: moment('until'),
  after: text('after'), // where in that span the next page begins, in Mapillary's words and without a token; null: at its start
  photoCount: integer('photo_count').notNull().default(0), // met in this sync
  startedAt: moment('started_at').notNull().defaultNow(),
  finishedAt: moment('finished_at'), // when a sync last ended well
  wholeReadAt: moment('whole_read_at'), // when the last sync of the whole account that ended well began
  ...watched(),
  movedAt: moment('progress_at').notNull().defaultNow(), // the name is older than the term
})

/** A photo of a user on Mapillary, as the list of their photos has it; most were never imported. */
export const accountPhotos = pgTable(
  'account_photos',
  {
    userId: userId(),
    sequenceKey: text('sequence_key').notNull(),
    photoKey: text('photo_key').notNull(),
    capturedAt: moment('captured_at'),
    lng: doublePrecision('lng'),
    lat: doublePrecision('lat'),
    isPano: boolean('is_pano').notNull(),
    cameraMake: text('camera_make'),
    seenIn: integer('seen_in').notNull(), // number of the last sync that met it
  },
  (t) => [primaryKey({ name: 'account_photos_pkey', columns: [t.userId, t.sequenceKey, t.photoKey] })],
)

/** What the photos of one sequence in account_photos come to, so that the import page need not add up hundreds of thousands. */
export const accountSequences = pgTable(
  'account_sequences',
  {
    userId: userId(),
    sequenceKey: text('sequence_key').notNull(),
    isStale: boolean('is_stale').notNull().default(true), // its photos have changed since it was described
    capturedAt: moment('captured_at'),
    photoCount: integer('photo_count').notNull().default(0), // 0: not described yet
    lengthMeters: doublePrecision('length_meters').notNull().default(0),
    cameraMake: text('camera_make'),
    isPano: boolean('is_pano').notNull().default(false),
    line: jsonb('line').$type<LngLat[]>().notNull().default([]), // thinned for drawing
  },
  (t) => [primaryKey({ name: 'account_sequences_pkey', columns: [t.userId, t.sequenceKey] })],
)
