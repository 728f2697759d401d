import type { Detection } from '../detections'
import { type DemoPhoto, type DemoUser, saidOf } from '../world'
import { idOf } from './ids'
import { maskOf } from './mask'

// Shapes as recorded from the real service (docs/mapillary.md): what is absent is left out, never null.

const CALCULATED_HIGHER_M = 34.6 // as in the one recorded sequence: another zero, or drift

export type PictureAddress = (photo: DemoPhoto, picture: '256' | '1024' | '2048' | 'original') => string
export type Fields = Record<string, () => unknown>

export function userFields(user: DemoUser): Fields {
  return { id: () => idOf(user), username: () => user.username }
}

export function imageFields(photo: DemoPhoto, address: PictureAddress): Fields {
  const { sequence, altitude } = photo
  const said = saidOf(photo)
  const point = (coordinates: [number, number]) => ({ type: 'Point', coordinates })
  const wasComputed = photo.n % 40 !== 7
  const width = sequence.originalWidth
  return {
    id: () => idOf(photo),
    geometry: () => point(said.lngLat),
    computed_geometry: () => (wasComputed ? point(photo.computedLngLat) : undefined),
    altitude: () => Math.round(said.elevationM * 10) / 10,
    computed_altitude: () => (altitude === null ? undefined : altitude + CALCULATED_HIGHER_M),
    compass_angle: () => said.compassAngle,
    computed_compass_angle: () => (wasComputed ? ((photo.heading * 180) / Math.PI + 720) % 360 : undefined),
    captured_at: () => said.capturedAt.getTime(),
    camera_type: () => (sequence.isPanorama ? 'spherical' : 'perspective'),
    camera_parameters: () => (wasComputed && !sequence.isPanorama ? [0.85, 0, 0] : undefined), // focal length, k1, k2
    exif_orientation: () => 1,
    computed_rotation: () => (wasComputed ? [0, photo.heading, 0] : undefined), // radians around three axes
    width: () => width,
    height: () => width / (sequence.isPanorama ? 2 : 4 / 3),
    is_pano: () => sequence.isPanorama,
    make: () => sequence.cameraMake || undefined,
    model: () => sequence.cameraModel || undefined,
    creator: () => ({ username: sequence.owner.username, id: idOf(sequence.owner) }),
    sequence: () => sequence.key,
    thumb_256_url: () => address(photo, '256'),
    thumb_1024_url: () => address(photo, '1024'),
    thumb_2048_url: () => address(photo, '2048'),
    thumb_original_url: () => address(photo, 'original'),
  }
}

export function detectionFields(photo: DemoPhoto, detection: Detection): Fields {
  return {
    id: () => idOf(detection),
    value: () => detection.value,
    geometry: () => maskOf([[detection.ring]]),
    created_at: () => photo.sequence.createdAt.toISOString().replace(/\.\d+Z$/, '+0000'),
    image: () => ({ id: idOf(photo), geometry: { type: 'Point', coordinates: photo.lngLat } }),
  }
}

/** The asked fields and the id; the first one that there is none of as a text. */
export function pick(fields: Fields, asked: string[]): object | string {
  const unknown = asked.find((name) => !(name in fields))
  if (unknown !== undefined) return unknown
  return Object.fromEntries([...new Set([...asked, 'id'])].map((name) => [name, fields[name]?.()]))
}
