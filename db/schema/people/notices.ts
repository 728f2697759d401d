import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { NOTICE_KIND_NAMES } from '@/lib/model/people/notices'
import { mails } from './mail'
import { reports } from './reports'
import { users } from './users'

const number = (name: string) => bigint(name, { mode: 'number' })
const userId = () =>
  number('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

/** What happened to what is somebody's. What happens again to the same thing on the same day is the same notice, and counts. */
export const notices = pgTable(
  'notices',
  {
    id: id(),
    userId: userId(),
    kind: text('kind', { enum: NOTICE_KIND_NAMES }).notNull(),
    topic: text('topic').notNull(), // what is one notice
    photoId: number('photo_id').references(() => photos.id, { onDelete: 'cascade' }),
    sequenceId: number('sequence_id').references(() => sequences.id, { onDelete: 'cascade' }),
    importId: number('import_id').references(() => imports.id, { onDelete: 'cascade' }),
    reportId: number('report_id').references(() => reports.id, { onDelete: 'cascade' }),
    words: text('words').notNull().default(''), // what there is to say beside the kind
    count: integer('count').notNull().default(1),
    createdAt: moment('created_at').notNull().defaultNow(),
    changedAt: moment('changed_at').notNull().defaultNow(),
    readAt: moment('read_at'),
    mailId: number('mail_id').references(() => mails.id, { onDelete: 'set null' }), // the one mail that tells of it
  },
  (t) => [
    unique('notices_topic_key').on(t.userId, t.kind, t.topic),
    index('notices_user_idx').on(t.userId, t.changedAt, t.id),
    index('notices_unread_idx').on(t.userId).where(sql`read_at is null`),
    index('notices_changed_idx').on(t.changedAt),
    index('notices_photo_idx').on(t.photoId).where(sql`photo_id is not null`),
    index('notices_sequence_idx').on(t.sequenceId).where(sql`sequence_id is not null`),
    index('notices_import_idx').on(t.importId).where(sql`import_id is not null`),
    index('notices_mail_idx').on(t.mailId).where(sql`mail_id is not null`),
    index('notices_report_idx').on(t.reportId).where(sql`report_id is not null`),
  ],
)

/** Which kinds somebody wants; without a row all of them. */
export const noticeSettings = pgTable(
  'notice_settings',
  {
    userId: userId(),
    kind: text('kind', { enum: NOTICE_KIND_NAMES }).notNull(),
    isWanted: boolean('is_wanted').notNull(),
  },
  (t) => [primaryKey({ name: 'notice_settings_pkey', columns: [t.userId, t.kind] })],
)

/** How often somebody took a new address for the feed of their notices; the address follows from it. */
export const noticeFeeds = pgTable('notice_feeds', {
  userId: userId().primaryKey(),
  revision: integer('revision').notNull(),
})
