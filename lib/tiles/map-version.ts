import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { mapChanges, mapVersion } from '@/db/schema/map'

const RAISED_AT_MOST_EVERY = '1 minute'

/**
 * `revision` differs as soon as anything changed on the public map; `version` is what tile addresses name. `hasTakedown`: something was taken off
 * the map since that version, so that nothing under its address may be kept.
 */
export type MapState = { version: number; revision: number; hasTakedown: boolean }

/** Where the public map stands, this very moment. */
export async function readMapState(db: Db): Promise<MapState> {
  return one(
    await db.execute<MapState>(sql`
      select version::float8 as version, (counted_changes + (select count(*) from ${mapChanges}))::float8 as revision,
        exists (select from ${mapChanges} where is_takedown) as "hasTakedown"
      from ${mapVersion}`),
  )
}

/**
 * The version for new visitors of the map. Raised when something changed since the last time: at once when something was taken away, else
 * at most once a minute. Safe to call from many requests at once.
 */
export async function raiseMapVersion(db: Db): Promise<number> {
  await db.execute(sql`
    with counted as (
      delete from ${mapChanges}
      where exists (select from ${mapChanges} where is_takedown)
        or exists (select from ${mapVersion} where raised_at < now() - ${RAISED_AT_MOST_EVERY}::interval)
      returning 1
    )
    update ${mapVersion} set version = version + 1, counted_changes = counted_changes + (select count(*) from counted), raised_at = now()
    where exists (select from counted)`)
  return (await readMapState(db)).version
}
