import type { photos } from '@/db/schema/photos'
import { HOURS_BETWEEN_DENIALS } from '@/lib/imports/run/photos/note-denied'
import type { MapillaryImage } from '@/lib/mapillary/types'

type PhotoRow = typeof photos.$inferSelect

export type StoredPhoto = Pick<
  PhotoRow,
  | 'id'
  | 'n'
  | 'mapillaryKey'
  | 'importedAt'
  | 'backedUpAt'
  | 'deniedAt'
  | 'goneAt'
  | 'capturedAt'
  | 'lng'
  | 'lat'
  | 'compassAngle'
  | 'isPano'
  | 'isPrivate'
  | 'cameraMake'
  | 'cameraModel'
>

/** What a change of a photo is about, in the words of the viewer's facts. */
export type ChangedFact = 'time' | 'position' | 'heading' | 'camera' | 'kind' | 'privacy'

export type KnownPhoto = { id: number; n: number; mapillaryKey: string }
type NewPhoto = { n: number; mapillaryKey: string; capturedAt: Date | null } // n: the number it will get

/** Each photo is in one list at most. */
export type PhotosDiff = {
  added: NewPhoto[]
  changed: (KnownPhoto & { facts: ChangedFact[] })[]
  back: KnownPhoto[] // were denied, and are on Mapillary again
  gone: KnownPhoto[] // no longer on Mapillary: for the first time, or again when a day has passed
  incomplete: KnownPhoto[] // on Mapillary, but an earlier import did not bring all of them in
}

/** How stored photos differ from Mapillary's `images` (by key). `newKeys`: photos of the sequence that are not stored, in order. */
export function diffPhotos(
  stored: StoredPhoto[],
  {
    newKeys,
    lastN = 0,
    images,
    now,
  }: {
    newKeys: string[]
    lastN?: number // numbers up to it were given
    images: ReadonlyMap<string, MapillaryImage>
    now: Date
  },
): PhotosDiff {
  const last = stored.reduce((highest, { n }) => Math.max(highest, n), lastN)
  const added = newKeys
    .flatMap((key) => images.get(key) ?? [])
    .map(({ key, capturedAt }, index) => ({ n: last + index + 1, mapillaryKey: key, capturedAt }))
  const diff: PhotosDiff = { added, changed: [], back: [], gone: [], incomplete: [] }
  for (const photo of stored) {
    const identity = { id: photo.id, n: photo.n, mapillaryKey: photo.mapillaryKey }
    const image = images.get(photo.mapillaryKey)
    if (!image) {
      const wasHere = photo.importedAt !== null || photo.backedUpAt !== null
      if (wasHere && photo.goneAt === null && isDenialDue(photo, now)) diff.gone.push(identity)
      continue
    }
    const facts = photo.importedAt === null ? [] : changedFacts(photo, image)
    if (photo.deniedAt !== null || photo.goneAt !== null) diff.back.push(identity)
    else if (facts.length > 0) diff.changed.push({ ...identity, facts })
    else if (photo.importedAt === null || photo.backedUpAt === null) diff.incomplete.push(identity)
  }
  return diff
}

function isDenialDue({ deniedAt }: StoredPhoto, now: Date): boolean {
  return deniedAt === null || now.getTime() - deniedAt.getTime() >= HOURS_BETWEEN_DENIALS * 3_600_000
}

function changedFacts(photo: StoredPhoto, image: MapillaryImage): ChangedFact[] {
  const isSame: Record<ChangedFact, boolean> = {
    time: photo.capturedAt?.getTime() === image.capturedAt?.getTime(),
    position: photo.lng === (image.lngLat?.[0] ?? null) && photo.lat === (image.lngLat?.[1] ?? null),
    heading: toReal(photo.compassAngle) === toReal(image.compassAngle),
    camera: photo.cameraMake === image.cameraMake && photo.cameraModel === image.cameraModel,
    kind: photo.isPano === image.isPano,
    privacy: photo.isPrivate === image.isPrivate,
  }
  const facts: ChangedFact[] = ['time', 'position', 'heading', 'camera', 'kind', 'privacy']
  return facts.filter((fact) => !isSame[fact])
}

/** Headings are stored in four bytes: compare what is left of them. */
function toReal(degrees: number | null): number | null {
  return degrees === null ? null : Number(Math.fround(degrees).toPrecision(6))
}
