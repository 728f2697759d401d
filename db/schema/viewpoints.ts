import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  point,
  primaryKey,
} from 'drizzle-orm/pg-core'
import { id, moment } from './columns'
import { users } from './people/users'
import { photos } from './photos'

/**
 * Where photos that people marked stand close together and look the same way (docs/viewpoints.md). Written only by triggers; counts people
 * and public photos only. An anchor may be the position of a photo that is private by now, so it never leaves the database.
 */
export const viewpointPlaces = pgTable(
  'viewpoint_places',
  {
    id: id(),
    anchor: point('anchor', { mode: 'tuple' }), // lng, lat of the first photo that was marked; null: it has no position
    anchorHeading: doublePrecision('anchor_heading'), // degrees; null: it looks all around, or nobody knows where
    bestPhotoId: bigint('best_photo_id', { mode: 'number' }).references(() => photos.id, { onDelete: 'set null' }),
    cell: bigint('cell', { mode: 'bigint' }), // of the best photo
    trueCount: integer('true_count').notNull().default(0), // people with a true mark here
    falseCount: integer('false_count').notNull().default(0), // people with only false marks
    score: doublePrecision('score').notNull().default(0), // 0..1, lower end of the Wilson score interval
    lastMarkedAt: moment('last_marked_at'), // the latest true mark
  },
  (t) => [
    index('viewpoint_places_anchor_idx').using('gist', t.anchor),
    index('viewpoint_places_rank_idx').on(t.score, t.lastMarkedAt, t.id).where(sql`true_count > 0`),
    index('viewpoint_places_cell_idx').on(t.cell).where(sql`true_count > 0`),
    index('viewpoint_places_photo_idx').on(t.bestPhotoId),
  ],
)

/** One user's mark on one photo of somebody else: worth the trip, or not. */
export const viewpoints = pgTable(
  'viewpoints',
  {
    photoId: bigint('photo_id', { mode: 'number' }).notNull(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    photoOwnerId: bigint('photo_owner_id', { mode: 'number' }).notNull(), // copied from the photo, so that the check below can see it
    value: boolean('value').notNull(),
    markedAt: moment('marked_at').notNull().defaultNow(),
    placeId: bigint('place_id', { mode: 'number' }).references(() => viewpointPlaces.id), // set by a trigger
  },
  (t) => [
    primaryKey({ name: 'viewpoints_pkey', columns: [t.photoId, t.userId] }), // one mark per user and photo
    foreignKey({
      name: 'viewpoints_photo_owner_fkey',
      columns: [t.photoId, t.photoOwnerId],
      foreignColumns: [photos.id, photos.ownerId],
    }).onDelete('cascade'),
    check('viewpoints_not_by_owner', sql`${t.userId} <> ${t.photoOwnerId}`), // no route can get around it
    index('viewpoints_user_idx').on(t.userId, t.markedAt),
    index('viewpoints_place_idx').on(t.placeId),
    index('viewpoints_marked_idx').on(t.markedAt),
    index('viewpoints_received_idx').on(t.photoOwnerId).where(sql`value`),
  ],
)

/** Marks of somebody who is leaving and takes them along. They no longer count, and come back with the account. */
export const withheldMarks = pgTable(
  'withheld_marks',
  {
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    value: boolean('value').notNull(),
    markedAt: moment('marked_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'withheld_marks_pkey', columns: [t.photoId, t.userId] }),
    index('withheld_marks_user_idx').on(t.userId),
  ],
)
