import { and, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { climbMetersOf } from '@/lib/geo/elevation-profile'
import type { LngLat } from '@/lib/geo/lng-lat'
import { describeLine } from '@/lib/imports/request/describe-line'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'

/**
 * Counts what came in and lets the public see the sequence (unless Mapillary keeps it private). Its line leads, and climbs, along the photos
 * that whoever may see the sequence may see. Safe to repeat.
 */
export async function publishSequence(db: Db, sequenceId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [sequence] = await tx.select().from(sequences).where(eq(sequences.id, sequenceId)).for('update')
    if (!sequence) return
    const stored = await tx
      .select({ lng: photos.lng, lat: photos.lat, altitude: photos.altitude, isPrivate: photos.isPrivate })
      .from(photos)
      .where(and(eq(photos.sequenceId, sequenceId), isNotNull(photos.importedAt)))
      .orderBy(photos.n)
    const along = stored.filter(({ isPrivate }) => sequence.isPrivate || !isPrivate)
    const line = describeLine(along.map(toLngLat))
    const climbMeters = climbMetersOf(along.map(({ altitude }) => altitude))
    const publishedAt = stored.length > 0 ? (sequence.publishedAt ?? new Date()) : null
    await tx
      .update(sequences)
      .set({ ...line, climbMeters, photoCount: stored.length, publishedAt })
      .where(eq(sequences.id, sequenceId))
  })
  await electMinZooms(db)
}

function toLngLat({ lng, lat }: { lng: number | null; lat: number | null }): LngLat | null {
  return lng === null || lat === null ? null : [lng, lat]
}
