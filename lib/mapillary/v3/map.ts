import type { z } from 'zod'
import { key, position } from '@/lib/mapillary/fields'
import type { MapillaryDetection, MapillaryImage, MapillarySequence } from '@/lib/mapillary/types'
import { toShape } from './shape'
import { WireComputedImage, WireDetection, WireImage, WireSequence } from './wire'

/** Each function turns one feature of v3 into our terms; null when it lacks its keys, which are indispensable. */

export function toImage(feature: unknown): MapillaryImage | null {
  const wire = WireImage.safeParse(feature).data
  if (!wire) return null
  const { properties, geometry } = wire
  return {
    key: properties.key,
    userKey: properties.user_key,
    sequenceKey: properties.sequence_key,
    lngLat: geometry,
    compassAngle: properties.ca,
    capturedAt: properties.captured_at,
    isPano: properties.pano,
    isPrivate: properties.private,
    cameraMake: properties.camera_make,
    cameraModel: properties.camera_model,
    raw: feature,
  }
}

export function toAltitude(feature: unknown): { key: string; altitude: number | null } | null {
  return WireComputedImage.safeParse(feature).data?.properties ?? null
}

export function toDetection(feature: unknown): MapillaryDetection | null {
  const wire = WireDetection.safeParse(feature).data
  if (!wire) return null
  const { properties } = wire
  return {
    key: properties.key,
    photoKey: properties.image_key,
    value: properties.value,
    score: properties.score,
    area: properties.area,
    shape: toShape(properties.shape),
    capturedAt: properties.captured_at,
    raw: feature,
  }
}

export function toSequence({ properties, geometry }: z.infer<typeof WireSequence>): MapillarySequence {
  return {
    key: properties.key,
    userKey: properties.user_key,
    username: properties.username,
    capturedAt: properties.captured_at,
    cameraMake: properties.camera_make,
    isPano: properties.pano,
    isPrivate: properties.private,
    ...toPath(properties.coordinateProperties.image_keys, geometry?.coordinates ?? []),
  }
}

export function findSequence(feature: unknown): MapillarySequence | null {
  const wire = WireSequence.safeParse(feature).data
  return wire ? toSequence(wire) : null
}

/** Keys and positions stay side by side; a key that is none or came before is dropped together with its position. */
function toPath(imageKeys: unknown[], positions: unknown[]): Pick<MapillarySequence, 'photoKeys' | 'coordinates'> {
  const path = new Map<string, MapillarySequence['coordinates'][number]>()
  imageKeys.forEach((imageKey, index) => {
    const { data: photoKey } = key.safeParse(imageKey)
    if (photoKey === undefined || path.has(photoKey)) return
    path.set(photoKey, position.parse(positions[index]))
  })
  return { photoKeys: [...path.keys()], coordinates: [...path.values()] }
}
