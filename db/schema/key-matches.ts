import { bigint, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { moment } from './columns'
import { photos } from './photos'
import { sequences } from './sequences'

export const MATCHED_BY = ['time_and_place', 'near_time_and_place', 'hand', 'sequence'] as const

/** What v3 called by one key and v4 calls by another (docs/mapillary.md). Our rows carry the new one. */
export const keyMatches = pgTable(
  'key_matches',
  {
    kind: text('kind', { enum: ['photo', 'user'] }).notNull(),
    oldKey: text('old_key').notNull(),
    newKey: text('new_key').notNull(),
    how: text('how', { enum: MATCHED_BY }).notNull(), // `sequence`: a user, by whose a sequence of theirs is
    matchedAt: moment('matched_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'key_matches_pkey', columns: [t.kind, t.oldKey] }),
    unique('key_matches_new_key_key').on(t.kind, t.newKey),
  ],
)

/** New keys that may be those of a photo here, where time and place do not tell which: nobody guesses, and they are not imported again. */
export const keyCandidates = pgTable(
  'key_candidates',
  {
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    newKey: text('new_key').notNull(),
  },
  (t) => [
    primaryKey({ name: 'key_candidates_pkey', columns: [t.photoId, t.newKey] }),
    index('key_candidates_new_key_idx').on(t.newKey),
  ],
)

/** How the last comparison of a sequence's old keys with v4 went, in photos. */
export const matchedSequences = pgTable('matched_sequences', {
  sequenceId: bigint('sequence_id', { mode: 'number' })
    .primaryKey()
    .references(() => sequences.id, { onDelete: 'cascade' }),
  ambiguous: integer('ambiguous').notNull(),
  missing: integer('missing').notNull(), // only here
  matchedAt: moment('matched_at').notNull().defaultNow(),
})
