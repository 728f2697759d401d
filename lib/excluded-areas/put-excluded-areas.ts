import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { dueExclusions, excludedAreas } from '@/db/schema/people/excluded-areas'
import { recordAudit } from '@/lib/audit/record-audit'
import type { DrawnArea } from '@/lib/geo/area-extent'
import type { LngLat } from '@/lib/geo/lng-lat'
import { applyExcludedAreas } from './apply-excluded-areas'
import { countExcluded, type ExcludedCounts } from './count-excluded'
import { findExcludedAreas, ofOwner } from './find-excluded-areas'
import { type PlannedArea, planAreas } from './plan-areas'

type Tools = { db: Db; marginKey: Buffer }
type Asked = { ownerId: number | null; areas: DrawnArea[] }

export type DescribedAreas = ExcludedCounts & {
  areas: { type: 'Polygon'; coordinates: [LngLat[]] }[]
  unreadable: boolean
}

/** The areas of a person, or (null) of the instance, and how many photos are inside. */
export async function describeExcludedAreas({ db, marginKey }: Tools, ownerId: number | null): Promise<DescribedAreas> {
  const { areas: known, areUnreadable } = await findExcludedAreas(db, ownerId)
  const drawn = known.map(({ shape }) => shape)
  const counts = await countExcluded(db, ownerId, planAreas({ key: marginKey, ownerId }, { drawn, known }))
  return { areas: drawn.map(toPolygon), unreadable: areUnreadable, ...counts }
}

/** What putting these areas would mean: their margins will be those that they are counted with here. */
export async function previewExcludedAreas(
  { db, marginKey }: Tools,
  { ownerId, areas: drawn }: Asked,
): Promise<DescribedAreas> {
  const { areas: known } = await findExcludedAreas(db, ownerId)
  const counts = await countExcluded(db, ownerId, planAreas({ key: marginKey, ownerId }, { drawn, known }))
  return { areas: drawn.map(toPolygon), unreadable: false, ...counts }
}

/**
 * Takes the place of all areas that a person (null: the instance) had. When it resolves, what is inside is public nowhere, and lines and
 * numbers are made without it. `actorId`: who changes them. Safe to repeat, as after it was killed.
 */
export async function putExcludedAreas(
  { db, marginKey }: Tools,
  { ownerId, areas: drawn, actorId }: Asked & { actorId: number },
): Promise<DescribedAreas> {
  // Committed before any photo changes: this lock and those of photos, held at once, could wait for each other.
  const counts = await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('excluded areas', 0))`)
    const { areas: known } = await findExcludedAreas(tx, ownerId)
    const planned = planAreas({ key: marginKey, ownerId }, { drawn, known })
    const counted = await countExcluded(tx, ownerId, planned)
    await replace(tx, ownerId, planned)
    await tx.insert(dueExclusions).values({ ownerId })
    if (ownerId === null) await recordAudit(tx, { action: 'areas.excluded', actorId, details: { areas: drawn.length } })
    return counted
  })
  await applyExcludedAreas(db)
  return { areas: drawn.map(toPolygon), unreadable: false, ...counts }
}

async function replace(db: Db, ownerId: number | null, planned: PlannedArea[]): Promise<void> {
  await db.delete(excludedAreas).where(ofOwner(ownerId))
  if (planned.length > 0) await db.insert(excludedAreas).values(planned.map((area) => ({ ...area, ownerId })))
}

/** GeoJSON, whose rings end where they begin. */
function toPolygon(shape: LngLat[]): DescribedAreas['areas'][number] {
  return { type: 'Polygon', coordinates: [[...shape, ...shape.slice(0, 1)]] }
}
