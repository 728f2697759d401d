import { cutAtAntimeridian } from '@/lib/geo/lines/cut-line'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { ListedSequence } from '@/lib/sequences/find-sequences'
import type { DescribedSequence } from '@/lib/sequences/get-sequence'
import type { SequencePhoto } from '@/lib/sequences/list-sequence-photos'
import type { Sequence } from '@/lib/server/api/schemas/sequences'

/** What links are made with: where we are, and where a photo is on Mapillary. */
type Places = { origin: string; photoPageUrl: (key: string) => string | null }

/**
 * A sequence as the API answers it: a line through the photos that the caller may see and whose position is not doubted, cut at the
 * antimeridian; without two positions it is null.
 */
export function sequenceFeature(sequence: DescribedSequence, photos: SequencePhoto[], places: Places): Sequence {
  return toFeature(
    {
      ...sequence,
      id: String(sequence.id),
      line: photos.flatMap(({ lngLat, doubts }) => (lngLat && !doubts.includes('position') ? [lngLat] : [])),
      photoCount: photos.length,
      coverPhotoKey: photos[0]?.mapillaryKey ?? null,
    },
    places,
  )
}

type Described = Omit<ListedSequence, 'isDeleted' | 'coverPhotoId' | 'latestImport'>

/** The same of a sequence in a list, whose line is simplified. */
export function toFeature(sequence: Described, { origin, photoPageUrl }: Places): Sequence {
  return {
    type: 'Feature',
    id: sequence.id,
    geometry: toLine(sequence.line),
    properties: {
      key: sequence.mapillaryKey,
      user: sequence.username,
      name: sequence.name,
      description: sequence.description,
      transportType: sequence.transportType,
      tags: sequence.tags,
      capturedAt: sequence.capturedAt?.toISOString() ?? null,
      timeZone: sequence.timeZone,
      cameraMake: sequence.cameraMake,
      pano: sequence.isPano,
      private: sequence.isPrivate,
      published: sequence.isPublic,
      hidden: sequence.hiddenAt !== null,
      photoCount: sequence.photoCount,
      lengthMeters: tenths(sequence.lengthMeters),
      climbMeters: sequence.climbMeters === null ? null : tenths(sequence.climbMeters),
      licence: 'CC BY-SA 4.0',
      links: {
        self: `${origin}/api/v1/sequences/${sequence.id}`,
        page: `${origin}/sequences/${sequence.id}`,
        photos: `${origin}/api/v1/photos?sequence=${sequence.id}`,
        mapillary: sequence.coverPhotoKey === null ? null : photoPageUrl(sequence.coverPhotoKey),
      },
    },
  }
}

function tenths(meters: number): number {
  return Math.round(meters * 10) / 10
}

function toLine(coordinates: LngLat[]): Sequence['geometry'] {
  const parts = cutAtAntimeridian(coordinates)
  const [line] = parts
  if (!line) return null
  return parts.length > 1 ? { type: 'MultiLineString', coordinates: parts } : { type: 'LineString', coordinates: line }
}
