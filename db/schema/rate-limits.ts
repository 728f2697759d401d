import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core'

/** Requests of each caller in the current minute, in the shape that rate-limiter-flexible uses. Unlogged: a crash may forget it. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    expire: bigint('expire', { mode: 'number' }), // milliseconds since the Unix epoch
  },
  (t) => [index('rate_limits_expire_idx').on(t.expire)],
)
