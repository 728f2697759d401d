import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { LngLat } from '@/lib/geo/lng-lat'
import { timeZoneAt } from '@/lib/geo/time-zone'
import { mapThumbnails, type PictureSize } from '@/lib/model/pictures/picture-sizes'
import { missingSince } from '@/lib/visibility/missing-since'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { imagePath, photoPath } from './paths'
import type { PhotoFeature, PhotoProperties } from './types'

/** What a query of photos, joined with their sequences and owners, selects for `toFeature`. */
export const photoColumns = {
  id: photos.id,
  ownerId: photos.ownerId,
  n: photos.n,
  key: photos.mapillaryKey,
  capturedAt: photos.capturedAt,
  lng: photos.lng,
  lat: photos.lat,
  computedLng: photos.computedLng,
  computedLat: photos.computedLat,
  compassAngle: photos.compassAngle,
  pano: photos.isPano,
  cameraMake: photos.cameraMake,
  cameraModel: photos.cameraModel,
  altitude: photos.altitude,
  altitudeSource: photos.altitudeSource,
  computedAltitude: photos.computedAltitude,
  doubts: photos.doubts,
  private: photos.isPrivate,
  public: photos.isPublic,
  viewpointCount: photos.viewpointCount,
  goneAt: missingSince,
  hiddenAt: photos.hiddenAt,
  sequenceHiddenAt: sequences.hiddenAt,
  backupKey: photos.backupKey,
  sequenceId: sequences.id,
  sequenceName: sequences.name,
  sequencePrivate: sequences.isPrivate,
  username: users.username,
}

export type PhotoRow = {
  id: number
  ownerId: number
  n: number
  key: string
  capturedAt: Date | null
  lng: number | null
  lat: number | null
  computedLng: number | null
  computedLat: number | null
  compassAngle: number | null
  pano: boolean
  cameraMake: string | null
  cameraModel: string | null
  altitude: number | null
  altitudeSource: PhotoProperties['altitudeSource']
  computedAltitude: number | null
  doubts: PhotoProperties['doubts']
  private: boolean
  public: boolean
  viewpointCount: number
  goneAt: Date | null
  hiddenAt: Date | null
  sequenceHiddenAt: Date | null
  backupKey: string | null
  sequenceId: number
  sequenceName: string
  sequencePrivate: boolean
  username: string
}

/** `origin` is where we are ourselves; `photoPageUrl` finds a photo on Mapillary. */
export type FeatureContext = { viewer: Viewer; origin: string; photoPageUrl: (key: string) => string | null }

/** A photo as the API answers it to `viewer`. */
export function toFeature(row: PhotoRow, { viewer, origin, photoPageUrl }: FeatureContext): PhotoFeature {
  const position = toLngLat(row.lng, row.lat)
  const image = (size: PictureSize) => origin + imagePath(row.id, size)
  const properties: PhotoProperties = {
    key: row.key,
    sequence: { id: String(row.sequenceId), name: row.sequenceName },
    user: { username: row.username },
    n: row.n,
    capturedAt: row.capturedAt?.toISOString() ?? null,
    timeZone: timeZoneAt(position),
    cameraMake: row.cameraMake || null,
    cameraModel: row.cameraModel || null,
    compassAngle: row.compassAngle,
    pano: row.pano,
    altitude: row.altitude,
    altitudeSource: row.altitudeSource,
    computedAltitude: row.computedAltitude,
    doubts: row.doubts,
    private: row.private || row.sequencePrivate,
    public: row.public,
    hidden: row.hiddenAt !== null || row.sequenceHiddenAt !== null,
    viewpointCount: row.viewpointCount,
    goneAt: row.goneAt?.toISOString() ?? null,
    licence: 'CC BY-SA 4.0',
    computedPosition: toLngLat(row.computedLng, row.computedLat),
    links: {
      self: `${origin}/api/v1/photos/${row.id}`,
      page: origin + photoPath(row.id),
      images: mapThumbnails(image),
      ...(row.ownerId === viewer && row.backupKey !== null && { original: image('original') }),
      mapillary: photoPageUrl(row.key),
      sequence: `${origin}/sequences/${row.sequenceId}`,
    },
  }
  const geometry = position && ({ type: 'Point', coordinates: position } as const)
  return { type: 'Feature', id: String(row.id), geometry, properties }
}

function toLngLat(lng: number | null, lat: number | null): LngLat | null {
  return lng === null || lat === null ? null : [lng, lat]
}
