import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import type { Doubt } from '@/lib/geo/doubts'
import type { LngLat } from '@/lib/geo/lng-lat'
import { missingSince } from '@/lib/visibility/missing-since'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'

export type SequencePhoto = {
  id: string
  n: number
  mapillaryKey: string
  lngLat: LngLat | null
  compassAngle: number | null // degrees clockwise from north
  altitude: number | null // metres, Mapillary's own reference
  doubts: Doubt[] // what of it cannot be as it says
  isGone: boolean // no longer on Mapillary
  isHidden: boolean // by itself, not with its sequence
}

/** Every photo of a sequence that `viewer` may see and whose data is stored, in order of its number. */
export async function listSequencePhotos(
  db: Db,
  { sequenceId, viewer }: { sequenceId: number; viewer: Viewer },
): Promise<SequencePhoto[]> {
  const rows = await db
    .select({
      id: photos.id,
      n: photos.n,
      mapillaryKey: photos.mapillaryKey,
      lng: photos.lng,
      lat: photos.lat,
      compassAngle: photos.compassAngle,
      altitude: photos.altitude,
      doubts: photos.doubts,
      goneAt: missingSince,
      hiddenAt: photos.hiddenAt,
    })
    .from(photos)
    .where(and(eq(photos.sequenceId, sequenceId), isNotNull(photos.importedAt), visiblePhotos(viewer)))
    .orderBy(asc(photos.n))
  return rows.map(({ lng, lat, goneAt, hiddenAt, ...photo }) => ({
    ...photo,
    isGone: goneAt !== null,
    isHidden: hiddenAt !== null,
    id: String(photo.id),
    lngLat: lng === null || lat === null ? null : [lng, lat],
  }))
}
