import { and, asc, eq, isNotNull, lte, ne } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { bearingDegrees } from '@/lib/geo/bearing'
import { distanceMeters } from '@/lib/geo/lines/length'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { chooseNearby, type NearbyPhoto } from './choose-nearby'
import { bboxOfCircle, distanceTo, insideCells } from './place-conditions'

const RADIUS_METERS = 30
const MOST_CANDIDATES = 300

/** Photos of other sequences that one could step to from here, the nearest first. Throws NOT_FOUND when `viewer` may not see the photo. */
export async function findNearby(
  db: Db,
  { photoId, viewer }: { photoId: number; viewer: Viewer },
): Promise<NearbyPhoto[]> {
  const [here] = await db
    .select({ lng: photos.lng, lat: photos.lat, sequenceId: photos.sequenceId })
    .from(photos)
    .where(and(eq(photos.id, photoId), visiblePhotos(viewer)))
  if (!here) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  const { lng, lat, sequenceId } = here
  if (lng === null || lat === null) return []

  const rows = await db
    .select({
      id: photos.id,
      lng: photos.lng,
      lat: photos.lat,
      capturedAt: photos.capturedAt,
      pano: photos.isPano,
      sequenceId: photos.sequenceId,
      sequenceName: sequences.name,
      username: users.username,
    })
    .from(photos)
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(
      and(
        // Only what everybody sees has an index by place.
        eq(photos.isPublic, true),
        isNotNull(photos.importedAt),
        ne(photos.sequenceId, sequenceId),
        insideCells(photos, bboxOfCircle([lng, lat], RADIUS_METERS)),
        lte(distanceTo(photos, [lng, lat]), RADIUS_METERS),
      ),
    )
    .orderBy(asc(distanceTo(photos, [lng, lat])))
    .limit(MOST_CANDIDATES)
  const candidates = rows.flatMap(({ lng: toLng, lat: toLat, ...row }): NearbyPhoto[] => {
    if (toLng === null || toLat === null) return []
    return [
      {
        id: String(row.id),
        distance: distanceMeters([lng, lat], [toLng, toLat]),
        bearing: bearingDegrees([lng, lat], [toLng, toLat]),
        capturedAt: row.capturedAt?.toISOString() ?? null,
        pano: row.pano,
        sequence: { id: String(row.sequenceId), name: row.sequenceName },
        user: { username: row.username },
      },
    ]
  })
  return chooseNearby(candidates)
}
