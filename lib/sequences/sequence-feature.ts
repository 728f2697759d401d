import type { Feature, LineString } from 'geojson'
import type { DescribedSequence } from './get-sequence'
import type { SequencePhoto } from './list-sequence-photos'

/** A sequence as the API answers it: a line through the photos that the caller may see; without two positions the geometry is null. */
export function sequenceFeature(
  sequence: DescribedSequence,
  photos: SequencePhoto[],
  { origin, mapillaryPage }: { origin: string; mapillaryPage: string | null },
): Feature<LineString | null> {
  const coordinates = photos.map(({ lngLat }) => lngLat).filter((lngLat) => lngLat !== null)
  return {
    type: 'Feature',
    id: String(sequence.id),
    geometry: coordinates.length < 2 ? null : { type: 'LineString', coordinates },
    properties: {
      key: sequence.mapillaryKey,
      user: sequence.username,
      name: sequence.name,
      description: sequence.description,
      transportType: sequence.transportType,
      tags: sequence.tags,
      capturedAt: sequence.capturedAt?.toISOString() ?? null,
      cameraMake: sequence.cameraMake,
      pano: sequence.isPano,
      private: sequence.isPrivate,
      published: sequence.isPublic,
      photoCount: photos.length,
      lengthMeters: Math.round(sequence.lengthMeters * 10) / 10,
      licence: 'CC BY-SA 4.0',
      links: {
        page: `${origin}/sequences/${sequence.id}`,
        photos: `${origin}/api/v1/photos?sequence=${sequence.id}`,
        mapillary: mapillaryPage,
      },
    },
  }
}
