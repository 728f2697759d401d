import { sql } from 'drizzle-orm'
import { bigint, boolean, customType, doublePrecision, index, integer, pgTable, real, text } from 'drizzle-orm/pg-core'
import { moment } from './columns'
import { photos } from './photos'

/** 64-bit numbers; decimal strings in JavaScript, which has none of that size. */
const bigints = customType<{ data: string[]; driverData: string }>({
  dataType: () => 'bigint[]',
  toDriver: (values) => `{${values.join(',')}}`,
})

/**
 * One narrow row for each photo with stored data, kept by triggers (docs/decisions/009): what searches filter and sort by. `terms` are
 * what a photo is found by (its tags, camera, owner, month, …) as numbers, so that one inverted index answers any of them together.
 */
export const photoSearch = pgTable(
  'photo_search',
  {
    photoId: bigint('photo_id', { mode: 'number' })
      .primaryKey()
      .references(() => photos.id, { onDelete: 'cascade' }),
    ownerId: bigint('owner_id', { mode: 'number' }).notNull(),
    sequenceId: bigint('sequence_id', { mode: 'number' }).notNull(),
    capturedAt: moment('captured_at'),
    lng: doublePrecision('lng'),
    lat: doublePrecision('lat'),
    cell: bigint('cell', { mode: 'bigint' }),
    altitude: doublePrecision('altitude'),
    compassAngle: real('compass_angle'),
    viewpointCount: integer('viewpoint_count').notNull(),
    isPano: boolean('is_pano').notNull(),
    isPublic: boolean('is_public').notNull(),
    terms: bigints('terms').notNull(),
  },
  (t) => [
    index('photo_search_terms_idx').using('gin', t.terms).with({ fastupdate: false }).where(sql`is_public`), // a list of pending entries would slow every search
    index('photo_search_captured_idx').on(t.capturedAt, t.photoId).where(sql`is_public`),
    index('photo_search_viewpoints_idx').on(t.viewpointCount, t.photoId).where(sql`is_public and viewpoint_count > 0`),
    index('photo_search_altitude_idx').on(t.altitude).where(sql`is_public`),
    index('photo_search_cell_idx').on(t.cell).where(sql`is_public`),
    index('photo_search_sequence_idx').on(t.sequenceId),
    index('photo_search_owner_idx').on(t.ownerId, t.isPublic, t.capturedAt, t.photoId),
  ],
)

/** The terms behind the numbers in `photo_search.terms`, those that are listed or looked up. They stay when the last photo that has them goes. */
export const searchTerms = pgTable(
  'search_terms',
  {
    term: bigint('term', { mode: 'bigint' }).primaryKey(),
    kind: text('kind').notNull(),
    value: text('value').notNull(),
  },
  (t) => [index('search_terms_value_idx').on(t.kind, t.value.op('text_pattern_ops'))],
)
