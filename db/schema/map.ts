import { sql } from 'drizzle-orm'
import { bigint, boolean, check, pgTable } from 'drizzle-orm/pg-core'
import { id, moment } from './columns'

/**
 * What changed on the public map since its version was raised: a row or two for each transaction, written by triggers. Rows, not a counter: nobody
 * waits for anybody, and a change is seen the very moment it is committed.
 */
export const mapChanges = pgTable('map_changes', {
  id: id(),
  isTakedown: boolean('is_takedown').notNull(), // something must no longer be seen, or not where it was
  changedAt: moment('changed_at').notNull().defaultNow(),
})

/** What changed of anything that pages show to strangers: a row for each transaction, written by triggers. */
export const pageChanges = pgTable('page_changes', { id: id() })

/** The version that tile addresses name. One row. */
export const mapVersion = pgTable(
  'map_version',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    version: bigint('version', { mode: 'number' }).notNull().default(1),
    countedChanges: bigint('counted_changes', { mode: 'number' }).notNull().default(0), // rows of map_changes that are gone since
    raisedAt: moment('raised_at').notNull().defaultNow(),
    countedPageChanges: bigint('counted_page_changes', { mode: 'number' }).notNull().default(0), // likewise, of page_changes
  },
  (t) => [check('map_version_one_row', sql`${t.isOnly}`)],
)

/** Where a sequence came to the public map or left it: `min_zoom` around is to be elected. Written by triggers. */
export const dueElections = pgTable('due_elections', {
  id: id(),
  cell: bigint('cell', { mode: 'bigint' }).notNull(),
})
