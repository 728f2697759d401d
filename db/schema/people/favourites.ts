import { bigint, index, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { moment } from '@/db/schema/columns'
import { photos } from '@/db/schema/photos'
import { users } from './users'

/** The photos that somebody put on their own list, which nobody else sees. */
export const favourites = pgTable(
  'favourites',
  {
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    addedAt: moment('added_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'favourites_pkey', columns: [t.userId, t.photoId] }),
    index('favourites_photo_idx').on(t.photoId),
  ],
)
