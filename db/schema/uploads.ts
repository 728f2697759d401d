import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { TransportType } from '@/lib/model/transport-types'
import { moment } from './columns'
import { users } from './people/users'

/**
 * A sequence that the Desktop Uploader has announced: its photos go to Mapillary first, and are imported here once Mapillary has made
 * a sequence of them. The sequence here is the one with the same owner and Mapillary key.
 */
export const uploads = pgTable(
  'uploads',
  {
    id: uuid('id').primaryKey().defaultRandom(), // `unique_id` of the Desktop Uploader
    ownerId: bigint('owner_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    transportType: text('transport_type').$type<TransportType>().notNull(),
    tags: text('tags').array().notNull().default([]),
    mapillarySequenceKey: text('mapillary_sequence_key'), // null: Mapillary still works on the photos
    stravaActivityId: text('strava_activity_id'), // digits
    googleStreetViewUrl: text('google_street_view_url'),
    createdAt: moment('created_at').notNull().defaultNow(),
    importedAt: moment('imported_at'), // when its import was first asked for: it is not asked for again
    givenUpAt: moment('given_up_at'), // it has waited too long, and is listed as such for a while
  },
  (t) => [
    index('uploads_owner_idx').on(t.ownerId, t.createdAt),
    index('uploads_key_idx').on(t.mapillarySequenceKey).where(sql`mapillary_sequence_key is not null`),
    index('uploads_waiting_idx').on(t.createdAt).where(sql`imported_at is null`),
  ],
)
