import type { ViewpointPlace } from './find-viewpoints'

/** A viewpoint as the API answers it. */
export function toViewpointFeature({ id, photo, distance, ...viewpoint }: ViewpointPlace) {
  const { key, capturedAt, compassAngle, pano, sequence, user, viewpointCount, licence, links } = photo.properties
  return {
    type: 'Feature' as const,
    id,
    geometry: photo.geometry,
    properties: {
      ...viewpoint,
      ...(distance !== null && { distance }),
      compassAngle,
      pano,
      photo: { id: photo.id, key, capturedAt, sequence, user, viewpointCount, licence, links },
    },
  }
}
