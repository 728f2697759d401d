import { sql } from 'drizzle-orm'
import { bigint, boolean, check, foreignKey, index, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { moment } from './columns'
import { photos } from './photos'
import { users } from './users'

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
  ],
)
