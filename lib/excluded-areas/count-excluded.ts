import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { METERS_PER_LAT, type PlannedArea } from './plan-areas'

/** How many photos are in areas, how many of them everybody sees until now, and how many others everybody would see again. */
export type ExcludedCounts = { inside: number; hides: number; shows: number }

/** What these areas, in the place of those that a person (null: the instance) has now, would mean. Changes nothing. */
export async function countExcluded(db: Db, ownerId: number | null, planned: PlannedArea[]): Promise<ExcludedCounts> {
  const json = JSON.stringify(
    planned.map(({ outline, metersPerLng, marginMeters }) => ({
      outline: `(${outline.map((corner) => `(${corner})`).join(',')})`,
      meters_per_lng: metersPerLng,
      margin_meters: marginMeters,
    })),
  )
  const others = ownerId === null ? sql`a.owner_id = p.owner_id` : sql`a.owner_id is null`
  return one(
    await db.execute<ExcludedCounts>(sql`
      with drawn as materialized (
        select * from jsonb_to_recordset(${json}::jsonb) as a(outline polygon, meters_per_lng float8, margin_meters float8)
      ), compared as (
        select p.is_public, p.is_excluded, coalesce(${isIn(sql`drawn`)}, false) as is_inside,
          exists (select from excluded_areas a where ${others} and (a.outline is null or ${isWithin})) as is_in_others,
          p.imported_at is not null and not p.is_private and p.hidden_at is null and (p.gone_at is null or p.keep_showing)
            and s.published_at is not null and s.deleted_at is null and not s.is_private and s.hidden_at is null as is_shown_else
        from photos p join sequences s on s.id = p.sequence_id
        where ${ownerId === null ? sql`true` : sql`p.owner_id = ${ownerId}`}
      )
      select (count(*) filter (where is_inside))::int as inside,
        (count(*) filter (where is_inside and is_public))::int as hides,
        (count(*) filter (where is_excluded and not is_inside and not is_in_others and is_shown_else))::int as shows
      from compared`),
  )
}

/** As is_in_excluded_area decides it. */
const isWithin = sql`(
  point(p.lng * a.meters_per_lng, p.lat * ${sql.raw(String(METERS_PER_LAT))}) <-> a.outline <= a.margin_meters
  or point(p.computed_lng * a.meters_per_lng, p.computed_lat * ${sql.raw(String(METERS_PER_LAT))}) <-> a.outline <= a.margin_meters)`

function isIn(table: SQL): SQL {
  return sql`exists (select from ${table} a where ${isWithin})`
}
