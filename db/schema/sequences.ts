import { sql } from 'drizzle-orm'
import { bigint, boolean, doublePrecision, index, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { box, bytea, id, moment } from './columns'
import { users } from './people/users'

export const sequences = pgTable(
  'sequences',
  {
    id: id(),
    ownerId: bigint('owner_id', { mode: 'number' })
      .notNull()
      .references(() => users.id),
    mapillaryKey: text('mapillary_key').notNull().unique('sequences_mapillary_key_key'),
    name: text('name').notNull(),
    needsName: boolean('needs_name').notNull().default(false), // nobody named it, nor was its place known: it will be named after that
    description: text('description').notNull().default(''),
    transportType: text('transport_type'),
    tags: text('tags').array().notNull().default([]),
    cameraMake: text('camera_make'),
    capturedAt: moment('captured_at'),
    lengthMeters: doublePrecision('length_meters').notNull().default(0),
    climbMeters: doublePrecision('climb_meters'), // uphill, along the photos that its line leads along; null: none has an altitude
    photoCount: integer('photo_count').notNull().default(0), // photos with stored data
    lastN: integer('last_n').notNull().default(0), // the highest number of those that photos had which moved to another sequence: it is not given again
    photoKeys: text('photo_keys').array().notNull().default([]), // every Mapillary photo key of the sequence, in order
    line: bytea('line'), // simplified line: zigzag-varint deltas on the z26 grid (lib/geo/lines/line.ts); null without positions
    bbox: box('bbox'), // web mercator 0..1
    cell: bigint('cell', { mode: 'bigint' }), // Morton code (z31) of the middle photo
    minZoom: smallint('min_zoom').notNull().default(14), // lowest zoom whose overview shows it, elected when published
    isPano: boolean('is_pano').notNull().default(false),
    isPrivate: boolean('is_private').notNull().default(false), // as Mapillary says
    publishedAt: moment('published_at'),
    unpublishedAt: moment('unpublished_at'), // its owner took it from the public: imports do not publish it again
    hiddenAt: moment('hidden_at'), // by a moderator
    hiddenBy: bigint('hidden_by', { mode: 'number' }).references(() => users.id, { onDelete: 'set null' }),
    hiddenReason: text('hidden_reason'), // for its owner
    isEmptied: boolean('is_emptied').notNull().default(false), // every photo of it is hidden, gone or private; kept by triggers
    deletedAt: moment('deleted_at'), // its owner deleted it: the rows go as soon as its import has stopped
    removesBackup: boolean('removes_backup').notNull().default(false), // whether the originals go with it
    deletionAttempt: integer('deletion_attempt').notNull().default(0), // grows each time the deletion is asked for again
    deletionMovedAt: moment('deletion_moved_at'), // when a step last worked on the deletion, or when it was asked for
    isPublic: boolean('is_public').notNull().default(false), // kept by triggers from the sequence and its owner; never written by hand
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('sequences_owner_idx').on(t.ownerId, t.id),
    index('sequences_hidden_by_idx').on(t.hiddenBy).where(sql`hidden_by is not null`),
    index('sequences_bbox_idx').using('gist', t.bbox).where(sql`is_public`),
    index('sequences_bbox_elected_idx').using('gist', t.bbox).where(sql`is_public and min_zoom <= 10`), // lines of low zooms
    index('sequences_overview_idx').on(t.minZoom, t.cell).where(sql`is_public`),
    index('sequences_needs_name_idx').on(t.id).where(sql`needs_name and line is not null`),
    index('sequences_cell_idx').on(t.cell).where(sql`is_public`),
  ],
)
