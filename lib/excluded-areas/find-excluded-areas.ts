import { asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { excludedAreas } from '@/db/schema/people/excluded-areas'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Margin } from './plan-areas'

/** The areas of a person, or (null) of the instance, as they were drawn; `areUnreadable`: after a restore nobody could open them. */
export async function findExcludedAreas(
  db: Db,
  ownerId: number | null,
): Promise<{ areas: (Margin & { shape: LngLat[] })[]; areUnreadable: boolean }> {
  const rows = await db.select().from(excludedAreas).where(ofOwner(ownerId)).orderBy(asc(excludedAreas.id))
  const areas = rows.flatMap(({ shape, marginMeters, offsetEast, offsetNorth }) =>
    shape === null || marginMeters === null || offsetEast === null || offsetNorth === null
      ? []
      : [{ shape, marginMeters, offsetEast, offsetNorth }],
  )
  return { areas, areUnreadable: areas.length < rows.length }
}

export function ofOwner(ownerId: number | null) {
  return ownerId === null ? isNull(excludedAreas.ownerId) : eq(excludedAreas.ownerId, ownerId)
}
