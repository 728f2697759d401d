import { bigint, customType, integer, timestamp } from 'drizzle-orm/pg-core'

/** Primary key of every table: small enough for vector tiles (below 2^53), a decimal string in JSON. */
export const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

export const moment = (name: string) => timestamp(name, { withTimezone: true })

/** What tells whether work that an Inngest runs for a row is still under way (db/lost-runs.ts). */
export const watched = () => ({
  movedAt: moment('moved_at').notNull().defaultNow(), // when a step last worked on it
  quietUntil: moment('quiet_until'), // until then nobody expects it to move: it waits, or was asked for again
  lostAfterSeconds: integer('lost_after_seconds').notNull().default(50), // of silence; grows when a run that counted as lost was only late
})

/** Raw bytes; a Node Buffer on both sides. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** PostgreSQL's native rectangle in web mercator units 0..1, here `[west, north, east, south]`; GiST-indexable without PostGIS. */
export const box = customType<{ data: [number, number, number, number]; driverData: string }>({
  dataType: () => 'box',
  toDriver: ([west, north, east, south]) => `((${east},${south}),(${west},${north}))`,
  fromDriver: (text) => {
    const [east = 0, south = 0, west = 0, north = 0] = (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)
    return [west, north, east, south]
  },
})
