import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { photos } from '@/db/schema/photos'
import { users } from './users'

/** A bucket of a photographer's own, to which their new originals are copied. Nothing in it is ever deleted by us. */
export const ownBuckets = pgTable(
  'own_buckets',
  {
    id: id(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .unique('own_buckets_user_key')
      .references(() => users.id, { onDelete: 'cascade' }),
    endpoint: text('endpoint').notNull(),
    region: text('region').notNull(),
    bucket: text('bucket').notNull(),
    keyId: text('key_id').notNull(),
    secret: text('secret').notNull(), // sealed as Mapillary tokens are
    createdAt: moment('created_at').notNull().defaultNow(), // originals of that time or later are copied
    triedAt: moment('tried_at'), // when something was last copied, or could not be
    trouble: text('trouble'), // for people: why nothing can be copied; null: all is well
  },
  (t) => [index('own_buckets_tried_idx').on(sql`${t.triedAt} asc nulls first`)],
)

/** An original that was copied there, read again and found to be right. */
export const ownCopies = pgTable(
  'own_copies',
  {
    bucketId: bigint('bucket_id', { mode: 'number' })
      .notNull()
      .references(() => ownBuckets.id, { onDelete: 'cascade' }),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    sha256: text('sha256').notNull(), // hex
    copiedAt: moment('copied_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'own_copies_pkey', columns: [t.bucketId, t.photoId] }),
    index('own_copies_photo_idx').on(t.photoId),
  ],
)
