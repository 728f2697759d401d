import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  check,
  doublePrecision,
  index,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { id, moment } from './columns'
import { users } from './people/users'
import { photos } from './photos'

export const TAG_TYPE_STATES = ['proposed', 'active', 'rejected'] as const

/** What people may find on photos: a tree, in which `surface--gravel` stands below `surface`. */
export const tagTypes = pgTable(
  'tag_types',
  {
    value: text('value').primaryKey(),
    parent: text('parent').references((): AnyPgColumn => tagTypes.value),
    label: text('label').notNull(),
    colour: text('colour').notNull(), // of its regions on pictures, #rrggbb
    state: text('state', { enum: TAG_TYPE_STATES }).notNull(),
    proposedBy: bigint('proposed_by', { mode: 'number' }).references(() => users.id, { onDelete: 'set null' }), // null: it came with the product
    proposedAt: moment('proposed_at').notNull().defaultNow(),
    decidedBy: bigint('decided_by', { mode: 'number' }).references(() => users.id, { onDelete: 'set null' }),
    decidedAt: moment('decided_at'),
  },
  (t) => [
    check('tag_types_value_form', sql`${t.value} ~ '^[a-z0-9]+(-[a-z0-9]+)*(--[a-z0-9]+(-[a-z0-9]+)*){0,3}$'`),
    check(
      'tag_types_below_parent',
      sql`case when ${t.parent} is null then ${t.value} not like '%--%' else starts_with(${t.value}, ${t.parent} || '--') end`,
    ),
    check('tag_types_colour_form', sql`${t.colour} ~ '^#[0-9a-f]{6}$'`),
    check('tag_types_label_length', sql`char_length(${t.label}) between 1 and 60`),
    index('tag_types_proposed_idx').on(t.proposedBy).where(sql`state = 'proposed'`),
  ],
)

/** An object that a person found on a photo. A removed one stays, so that it can come back. */
export const tags = pgTable(
  'tags',
  {
    id: id(),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    authorId: bigint('author_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text('type')
      .notNull()
      .references(() => tagTypes.value),
    shape: jsonb('shape').$type<TagShape>().notNull(), // 0..1 from the top left
    area: doublePrecision('area').notNull(), // share of the picture, 0..1
    createdAt: moment('created_at').notNull().defaultNow(),
    changedAt: moment('changed_at').notNull().defaultNow(),
    changedBy: bigint('changed_by', { mode: 'number' }).references(() => users.id, { onDelete: 'set null' }),
    removedAt: moment('removed_at'), // null: it is in force
    removedBy: bigint('removed_by', { mode: 'number' }).references(() => users.id, { onDelete: 'set null' }),
  },
  (t) => [
    check('tags_shape_form', sql`coalesce(${t.shape} ->> 'type', '') in ('Polygon', 'MultiPolygon')`),
    check(
      'tags_shape_in_picture',
      sql`not jsonb_path_exists(${t.shape}, 'strict $.coordinates.** ? (@.type() == "number" && (@ < 0 || @ > 1))')`,
    ),
    check(
      'tags_shape_size',
      sql`jsonb_array_length(jsonb_path_query_array(${t.shape}, 'strict $.coordinates.** ? (@.type() == "number")')) between 8 and 500`,
    ),
    check('tags_area_range', sql`${t.area} > 0 and ${t.area} <= 1`),
    // The very same region twice by one person; regions that overlap much are refused by lib/tags.
    uniqueIndex('tags_same_once')
      .on(t.photoId, t.authorId, t.type, sql`md5(${t.shape}::text)`)
      .where(sql`removed_at is null`),
    index('tags_photo_idx').on(t.photoId),
    index('tags_type_idx').on(t.type, t.photoId).where(sql`removed_at is null`),
    index('tags_author_idx').on(t.authorId, t.id),
  ],
)

export const TAG_CHANGE_KINDS = ['created', 'edited', 'removed', 'restored'] as const

/** What a tag was after each change; written by a trigger. */
export const tagChanges = pgTable(
  'tag_changes',
  {
    id: id(),
    tagId: bigint('tag_id', { mode: 'number' })
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: TAG_CHANGE_KINDS }).notNull(),
    changedBy: bigint('changed_by', { mode: 'number' }).references(() => users.id, { onDelete: 'set null' }),
    changedAt: moment('changed_at').notNull().defaultNow(),
    type: text('type').notNull(),
    shape: jsonb('shape').$type<TagShape>().notNull(),
  },
  (t) => [index('tag_changes_tag_idx').on(t.tagId, t.id)],
)
