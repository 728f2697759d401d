import { and, eq, isNotNull, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { uploads } from '@/db/schema/uploads'
import { isStreetViewAddress } from './street-view-address'

/** Where else a sequence is, as the Desktop Uploader told; null: it did not. */
export async function findUploadLinks(
  db: Db,
  { ownerId, mapillaryKey }: { ownerId: number; mapillaryKey: string },
): Promise<{ strava: string | null; googleStreetView: string | null }> {
  const rows = await db
    .select({ activity: uploads.stravaActivityId, street: uploads.googleStreetViewUrl })
    .from(uploads)
    .where(
      and(
        eq(uploads.ownerId, ownerId),
        eq(uploads.mapillarySequenceKey, mapillaryKey),
        or(isNotNull(uploads.stravaActivityId), isNotNull(uploads.googleStreetViewUrl)),
      ),
    )
    .orderBy(uploads.createdAt)
  const activity = rows.findLast((row) => row.activity)?.activity
  return {
    strava: activity ? `https://www.strava.com/activities/${activity}` : null,
    googleStreetView: rows.findLast(({ street }) => street && isStreetViewAddress(street))?.street ?? null,
  }
}
