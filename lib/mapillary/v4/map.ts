import type { z } from 'zod'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { LayeredDetection, MapillaryAltitude, MapillaryImage, MapillarySequence } from '@/lib/mapillary/types'
import { layerOfValue } from './layers'
import { areaOf, decodeShape } from './shape'
import { WireAltitude, WireDetection, WireImage, WireSequencePhoto } from './wire'

/** Each function turns one entity of v4 into our terms; null when it lacks something indispensable. */

export function toImage(entity: unknown): MapillaryImage | null {
  const wire = WireImage.safeParse(entity).data
  if (!wire) return null
  return {
    key: wire.id,
    userKey: wire.creator?.id ?? null,
    sequenceKey: wire.sequence,
    lngLat: wire.geometry,
    compassAngle: wire.compass_angle,
    capturedAt: wire.captured_at,
    isPano: isPano(wire),
    isPrivate: false, // v4 shows what is public only (docs/mapillary.md)
    cameraMake: wire.make,
    cameraModel: wire.model,
    computed: { lngLat: wire.computed_geometry, compassAngle: wire.computed_compass_angle },
    raw: entity,
  }
}

export function toAltitude(entity: unknown): (MapillaryAltitude & { key: string }) | null {
  const wire = WireAltitude.safeParse(entity).data
  return wire ? { key: wire.id, reference: null, camera: wire.altitude, computed: wire.computed_altitude } : null
}

export function toDetection(entity: unknown, photoKey: string): LayeredDetection | null {
  const wire = WireDetection.safeParse(entity).data
  if (!wire) return null
  const shape = decodeShape(wire.geometry)
  return {
    key: wire.id,
    photoKey,
    layer: layerOfValue(wire.value),
    value: wire.value,
    score: null, // v4 gives none
    area: shape && areaOf(shape),
    shape,
    capturedAt: null, // v4 says when it was found, not when the photo was taken
    raw: entity,
  }
}

export type SequencePhoto = {
  key: string
  sequenceKey: string
  lngLat: LngLat | null
  capturedAt: Date | null
  isPano: boolean
  cameraMake: string | null
  userKey: string | null
  username: string | null
}

export function toSequencePhoto(entity: unknown): SequencePhoto | null {
  const wire = WireSequencePhoto.safeParse(entity).data
  if (!wire) return null
  return {
    key: wire.id,
    sequenceKey: wire.sequence,
    lngLat: wire.geometry,
    capturedAt: wire.captured_at,
    isPano: isPano(wire),
    cameraMake: wire.make,
    userKey: wire.creator?.id ?? null,
    username: wire.creator?.username ?? null,
  }
}

/** A sequence from its photos in order: v4 has no entity for it. `keys` may hold photos that are not described any more. */
export function toSequence(
  key: string,
  user: { key: string; username: string | null },
  { keys, photos }: { keys: string[]; photos: SequencePhoto[] },
): MapillarySequence {
  const byKey = new Map(photos.map((photo) => [photo.key, photo]))
  const moments = photos.flatMap(({ capturedAt }) => (capturedAt ? [capturedAt.getTime()] : []))
  return {
    key,
    userKey: user.key,
    username: user.username,
    capturedAt: moments.length > 0 ? new Date(moments.reduce((first, moment) => Math.min(first, moment))) : null,
    cameraMake: photos.find(({ cameraMake }) => cameraMake !== null)?.cameraMake ?? null,
    isPano: photos.some((photo) => photo.isPano),
    isPrivate: false,
    photoKeys: keys,
    coordinates: keys.map((photoKey) => byKey.get(photoKey)?.lngLat ?? null),
  }
}

/** `is_pano` is newer than `camera_type`, whose two names mean the same. */
function isPano(wire: Pick<z.infer<typeof WireImage>, 'is_pano' | 'camera_type'>): boolean {
  return wire.is_pano ?? (wire.camera_type === 'spherical' || wire.camera_type === 'equirectangular')
}
