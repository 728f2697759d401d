import { bigint, index, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { id, moment } from './columns'
import { users } from './people/users'
import { photos } from './photos'

/** An owner's own file for an original, on its way to us in parts. */
export const originalUploads = pgTable(
  'original_uploads',
  {
    id: id(),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    ownerId: bigint('owner_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    receivedBytes: bigint('received_bytes', { mode: 'number' }).notNull().default(0),
    parts: text('parts').array().notNull().default([]), // keys in the backup, in their order
    createdAt: moment('created_at').notNull().defaultNow(),
    movedAt: moment('moved_at').notNull().defaultNow(), // when a part last came
  },
  (t) => [unique('original_uploads_photo_key').on(t.photoId), index('original_uploads_owner_idx').on(t.ownerId)],
)
