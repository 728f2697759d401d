import type { LngLat } from '@/lib/geo/lng-lat'
import type { SequencePhoto } from './list-sequence-photos'

const MOST_POINTS = 800 // more cannot be told apart on a screen
const FIRST_PHOTOS = 24 // wider than most screens

type OutlinePhoto = { id: string; n: number; lngLat: LngLat; compassAngle: number | null }

/** What the page of a sequence holds of its photos: as little for 50,000 of them as for a thousand. */
export type SequenceOutline = {
  /** The numbers of all photos, from and to, in order: only what is hidden interrupts them. */
  runs: [first: number, last: number][]
  /** The first photos, shown at once. */
  first: { id: string; n: number }[]
  /** Photos with a position that is not doubted, evenly spread, the first and the last among them. */
  points: OutlinePhoto[]
}

/** Draws together the photos of a sequence, given in order of their numbers. */
export function outlineSequence(photos: SequencePhoto[]): SequenceOutline {
  const placed = photos.flatMap(({ id, n, lngLat, compassAngle, doubts }) =>
    lngLat && !doubts.includes('position') ? [{ id, n, lngLat, compassAngle }] : [],
  )
  const every = Math.ceil(placed.length / MOST_POINTS)
  return {
    runs: runsOf(photos),
    first: photos.slice(0, FIRST_PHOTOS).map(({ id, n }) => ({ id, n })),
    points: placed.filter((_photo, index) => index % every === 0 || index === placed.length - 1).map(rounded),
  }
}

function runsOf(photos: { n: number }[]): SequenceOutline['runs'] {
  const runs: SequenceOutline['runs'] = []
  for (const { n } of photos) {
    const run = runs.at(-1)
    if (run?.[1] === n - 1) run[1] = n
    else runs.push([n, n])
  }
  return runs
}

/** To 11 cm and a whole degree. */
function rounded({ lngLat: [lng, lat], compassAngle, ...photo }: OutlinePhoto): OutlinePhoto {
  return {
    ...photo,
    lngLat: [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6],
    compassAngle: compassAngle === null ? null : Math.round(compassAngle),
  }
}
