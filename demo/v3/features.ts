import type { Detection } from '../detections'
import { type DemoPhoto, type DemoSequence, type DemoUser, saidOf } from '../world'

// Shapes as recorded from the real service: GeoJSON, [lng, lat], times in ISO 8601 with milliseconds.

export function userBody(user: DemoUser, origin: string) {
  return {
    about: user.about,
    avatar: `${origin}/avatars/${user.username}.svg`,
    created_at: user.createdAt.toISOString(),
    key: user.key,
    username: user.username,
  }
}

export function sequenceFeature(sequence: DemoSequence) {
  return {
    type: 'Feature',
    properties: {
      camera_make: sequence.cameraMake,
      captured_at: sequence.capturedAt.toISOString(),
      coordinateProperties: {
        cas: sequence.photos.map((photo) => photo.compassAngle),
        image_keys: sequence.photos.map((photo) => photo.key),
      },
      created_at: sequence.createdAt.toISOString(),
      key: sequence.key,
      pano: sequence.isPanorama,
      private: sequence.isPrivate,
      user_key: sequence.owner.key,
      username: sequence.owner.username,
    },
    geometry: { type: 'LineString', coordinates: sequence.photos.map((photo) => saidOf(photo).lngLat) },
  }
}

export function imageFeature(photo: DemoPhoto, isComputed: boolean) {
  const { sequence } = photo
  const { lngLat, capturedAt, compassAngle } = saidOf(photo)
  return {
    type: 'Feature',
    properties: {
      ca: compassAngle,
      camera_make: sequence.cameraMake,
      camera_model: sequence.cameraModel,
      captured_at: capturedAt.toISOString(),
      key: photo.key,
      pano: sequence.isPanorama,
      private: sequence.isPrivate,
      sequence_key: sequence.key,
      user_key: sequence.owner.key,
      username: sequence.owner.username,
    },
    geometry: { type: 'Point', coordinates: isComputed ? photo.computedLngLat : lngLat },
  }
}

export function computedImageFeature(photo: DemoPhoto) {
  const feature = imageFeature(photo, true)
  const { altitude } = saidOf(photo)
  if (altitude === null) return feature
  return { ...feature, properties: { altitude, ...feature.properties } }
}

export function detectionFeature(photo: DemoPhoto, detection: Detection) {
  return {
    type: 'Feature',
    properties: {
      area: detection.area,
      captured_at: photo.capturedAt.toISOString(),
      image_ca: photo.compassAngle,
      image_key: photo.key,
      image_pano: photo.sequence.isPanorama,
      key: detection.key,
      score: detection.score,
      shape: { type: 'Polygon', coordinates: [detection.ring] },
      value: detection.value,
    },
    geometry: { type: 'Point', coordinates: photo.lngLat },
  }
}
