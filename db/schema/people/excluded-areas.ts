import { bigint, customType, doublePrecision, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { id, moment } from '@/db/schema/columns'
import type { LngLat } from '@/lib/geo/lng-lat'
import { users } from './users'

type Corner = [east: number, north: number]

/** PostgreSQL's native polygon, here in metres. */
const polygon = customType<{ data: Corner[]; driverData: string }>({
  dataType: () => 'polygon',
  toDriver: (corners) => `(${corners.map(([east, north]) => `(${east},${north})`).join(',')})`,
})

const ownerId = () => bigint('owner_id', { mode: 'number' }).references(() => users.id, { onDelete: 'cascade' })

/**
 * Where no photos of their owner are public; without an owner, nobody's. Excluded is what lies within `marginMeters` of `outline`, which is
 * the drawn shape moved by less than that: the hole in the map is larger than what was drawn, and its middle is another one.
 */
export const excludedAreas = pgTable(
  'excluded_areas',
  {
    id: id(),
    ownerId: ownerId(), // null: an admin drew it for the whole instance
    shape: jsonb('shape').$type<LngLat[]>(), // as it was drawn; null: nobody could open it after a restore, and all photos are inside
    sealed: text('sealed'), // what could not be opened, as it stands in the backup
    outline: polygon('outline'), // metres from the equator and from longitude 0, the latter as long as they are in its middle
    metersPerLng: doublePrecision('meters_per_lng'), // of a degree of longitude there
    offsetEast: doublePrecision('offset_east'), // metres, by chance
    offsetNorth: doublePrecision('offset_north'),
    marginMeters: doublePrecision('margin_meters'), // by chance
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('excluded_areas_owner_idx').on(t.ownerId)],
)

/** Whose photos are to be compared with areas that have changed. */
export const dueExclusions = pgTable('due_exclusions', {
  id: id(),
  ownerId: ownerId(), // null: everybody's
})
