import { sql } from 'drizzle-orm'
import { integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, moment } from './columns'

/** A restore that somebody began in the browser. */
export const restoreRuns = pgTable(
  'restore_runs',
  {
    id: id(),
    codeHash: text('code_hash').notNull().unique('restore_runs_code_hash_key'), // of the code that began it: who has it sees the result
    startedAt: moment('started_at').notNull().defaultNow(),
    movedAt: moment('moved_at').notNull().defaultNow(), // when its process last said that it lives
    endedAt: moment('ended_at'),
    failure: text('failure'), // why it ended before its end, in words
    sequences: integer('sequences').notNull().default(0),
    sequenceTotal: integer('sequence_total'), // null: they are being counted
    photos: integer('photos').notNull().default(0),
    there: integer('there').notNull().default(0), // sequences that an earlier run had brought back
    deleted: integer('deleted').notNull().default(0), // sequences that were deleted, and stay so
    problems: jsonb('problems').$type<{ what: string; reason: string }[]>().notNull().default([]),
  },
  (t) => [uniqueIndex('restore_runs_one_open').on(sql`(${t.endedAt} is null)`).where(sql`ended_at is null`)],
)
