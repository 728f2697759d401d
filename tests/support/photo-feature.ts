import type { PhotoFeature, PhotoProperties } from '@/lib/photos/types'

const SITE = 'https://photos.example'

/** A photo as the API answers it, with `changes`. */
export function photoFeature(
  id: number,
  changes: Partial<PhotoProperties> = {},
  lngLat: [number, number] | null = [11.3, 47.1],
): PhotoFeature {
  const image = `${SITE}/image`
  return {
    type: 'Feature',
    id: String(id),
    geometry: lngLat && { type: 'Point', coordinates: lngLat },
    properties: {
      key: `key-${id}`,
      sequence: { id: '7', name: 'A ridge' },
      user: { username: 'ada' },
      n: id,
      capturedAt: '2024-05-03T10:00:00.000Z',
      timeZone: 'Europe/London',
      cameraMake: 'Acme',
      cameraModel: null,
      compassAngle: 90,
      pano: false,
      altitude: 812.5,
      altitudeSource: 'camera',
      computedAltitude: null,
      doubts: [],
      private: false,
      public: true,
      hidden: false,
      viewpointCount: 2,
      goneAt: null,
      licence: 'CC BY-SA 4.0',
      computedPosition: null,
      links: {
        self: `${SITE}/api/v1/photos/${id}`,
        page: `${SITE}/photos/${id}`,
        images: { 320: image, 640: image, 1024: image, 2048: image },
        mapillary: `https://www.mapillary.com/map/im/key-${id}?a=1&b=2`,
        sequence: `${SITE}/sequences/7`,
      },
      ...changes,
    },
  }
}
