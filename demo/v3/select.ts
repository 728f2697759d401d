import type { DemoPhoto, DemoSequence, DemoUser, World } from '../world'
import type { Query } from './query'

const EARTH_RADIUS_M = 6_371_008.8

/** Sequences that the filters ask for and the viewer may see, newest first. */
export function selectSequences(world: World, query: Query, viewer: DemoUser | null): DemoSequence[] {
  return world.sequences.filter(
    (sequence) =>
      isVisible(sequence, query, viewer) &&
      (!query.sequence_keys || query.sequence_keys.includes(sequence.key)) &&
      isInTime(sequence.capturedAt, query) &&
      (!query.bbox || sequence.photos.some((photo) => isInside(photo, query))),
  )
}

/** Photos that the filters ask for and the viewer may see, in the order of their sequences. */
export function selectPhotos(world: World, query: Query, viewer: DemoUser | null): DemoPhoto[] {
  const asked = query.image_keys?.flatMap((key) => world.photos.get(key) ?? [])
  const photos = asked ?? world.sequences.flatMap((sequence) => sequence.photos)
  return photos.filter(
    (photo) =>
      isVisible(photo.sequence, query, viewer) &&
      (!query.sequence_keys || query.sequence_keys.includes(photo.sequence.key)) &&
      isInTime(photo.capturedAt, query) &&
      isInside(photo, query),
  )
}

function isVisible(sequence: DemoSequence, query: Query, viewer: DemoUser | null): boolean {
  return (
    (!sequence.isPrivate || sequence.owner === viewer) &&
    (query.private === undefined || query.private === sequence.isPrivate) &&
    (query.pano === undefined || query.pano === sequence.isPanorama) &&
    (!query.userkeys || query.userkeys.includes(sequence.owner.key)) &&
    (!query.usernames || query.usernames.includes(sequence.owner.username))
  )
}

function isInTime(time: Date, { start_time, end_time }: Query): boolean {
  return (
    (start_time === undefined || time.getTime() >= start_time) && (end_time === undefined || time.getTime() < end_time)
  )
}

function isInside({ lngLat: [lng, lat] }: DemoPhoto, { bbox, closeto, radius }: Query): boolean {
  const [west = -180, south = -90, east = 180, north = 90] = bbox ?? []
  if (lng < west || lng > east || lat < south || lat > north) return false
  return !closeto || metresBetween([lng, lat], [closeto[0] ?? 0, closeto[1] ?? 0]) <= radius
}

function metresBetween(a: [lng: number, lat: number], b: [lng: number, lat: number]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const height = Math.sin(radians(b[1] - a[1]) / 2) ** 2
  const width = Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(radians(b[0] - a[0]) / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(height + width))
}
