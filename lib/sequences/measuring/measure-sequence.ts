import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import type { sequences } from '@/db/schema/sequences'
import { type Doubt, findDoubts } from '@/lib/geo/doubts'
import { climbMetersOf } from '@/lib/geo/elevation-profile'
import type { LngLat } from '@/lib/geo/lng-lat'
import { fastestMetersPerSecond } from '@/lib/model/transport-types'
import { describeLine } from './describe-line'

type Measured = ReturnType<typeof describeLine> & { climbMeters: number | null; photoCount: number }

/**
 * Notes what is doubted of the photos of a sequence, and gives what follows from the others: its line and climb lead along the photos that
 * whoever may see the sequence may see. `newDoubts`: of how many photos the doubts have changed. Part of a transaction.
 */
export async function measureSequence(
  db: Db,
  { id, transportType, isPrivate }: Pick<typeof sequences.$inferSelect, 'id' | 'transportType' | 'isPrivate'>,
): Promise<{ measured: Measured; newDoubts: number }> {
  const rows = await db
    .select({
      id: photos.id,
      lng: photos.lng,
      lat: photos.lat,
      capturedAt: photos.capturedAt,
      altitude: photos.altitude,
      isShown: sql<boolean>`photo_is_shown(${photos})`,
      doubts: photos.doubts,
      trusted: photos.trusted,
    })
    .from(photos)
    .where(and(eq(photos.sequenceId, id), isNotNull(photos.importedAt)))
    .orderBy(photos.n)
  const stored = rows.map((row) => ({ ...row, lngLat: toLngLat(row) }))
  const found = findDoubts(stored, { metersPerSecond: fastestMetersPerSecond(transportType), now: new Date() })
  const doubted = stored.map((photo, index) => ({ ...photo, doubts: found[index] ?? [], before: photo.doubts }))
  const shown = doubted.filter((photo) => photo.isShown)
  const along = isPrivate || shown.length === 0 ? doubted : shown
  const line = describeLine(along.map(({ lngLat, doubts }) => (doubts.includes('position') ? null : lngLat)))
  const climbMeters = climbMetersOf(
    along.map(({ altitude, doubts }) => (doubts.includes('altitude') ? null : altitude)),
  )
  const newDoubts = await storeDoubts(db, doubted)
  return { measured: { ...line, climbMeters, photoCount: along.length }, newDoubts }
}

async function storeDoubts(db: Db, all: { id: number; doubts: Doubt[]; before: Doubt[] }[]): Promise<number> {
  const changed = all.filter(({ doubts, before }) => doubts.join() !== before.join())
  if (changed.length === 0) return 0
  const rows = changed.map(({ id, doubts }) => ({ id, doubts }))
  await db.execute(sql`
    update photos p set doubts = r.doubts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, doubts text[])
    where p.id = r.id`)
  return changed.length
}

function toLngLat({ lng, lat }: { lng: number | null; lat: number | null }): LngLat | null {
  return lng === null || lat === null ? null : [lng, lat]
}
