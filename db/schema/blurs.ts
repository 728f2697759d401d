import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { BLUR_SOURCES } from '@/lib/model/pictures/blurs'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { id, moment } from './columns'
import { reports } from './people/reports'
import { users } from './people/users'
import { photos } from './photos'

const photoId = () =>
  bigint('photo_id', { mode: 'number' })
    .notNull()
    .references(() => photos.id, { onDelete: 'cascade' })

const userId = (name: string) => bigint(name, { mode: 'number' }).references(() => users.id, { onDelete: 'set null' })

/** Regions that nobody but the owner sees of a photo. Rows stay when they are taken back: they are the history. */
export const photoBlurs = pgTable(
  'photo_blurs',
  {
    id: id(),
    photoId: photoId(),
    region: jsonb('region').$type<TagShape>().notNull(),
    source: text('source', { enum: BLUR_SOURCES }).notNull(),
    authorId: userId('author_id'), // null: the service, or an account that is gone
    reportId: bigint('report_id', { mode: 'number' }).references(() => reports.id, { onDelete: 'set null' }), // the decision that it was part of
    createdAt: moment('created_at').notNull().defaultNow(),
    removedAt: moment('removed_at'),
    removedBy: userId('removed_by'),
  },
  (t) => [index('photo_blurs_photo_idx').on(t.photoId, t.id), index('photo_blurs_report_idx').on(t.reportId)],
)

/** Photos about which the service of BLUR_URL failed; when it has answered, the row goes. */
export const blurFailures = pgTable('blur_failures', {
  photoId: photoId().primaryKey(),
  attempts: integer('attempts').notNull().default(1),
  askAgainAt: moment('ask_again_at').notNull(),
  reason: text('reason').notNull(),
})
