import { distanceMeters } from './lines/length'
import type { LngLat } from './lng-lat'

/** What of a photo cannot be as it says. It is kept and shown, but nothing is computed from it. */
export const DOUBTS = ['position', 'time', 'altitude'] as const
export type Doubt = (typeof DOUBTS)[number]

/** `trusted`: what its owner says is right. */
export type DoubtablePhoto = {
  lngLat: LngLat | null
  capturedAt: Date | null
  altitude: number | null
  trusted?: readonly Doubt[]
}

const NULL_ISLAND_DEGREES = 1e-6
const FIRST_MOMENT = Date.UTC(2004, 0, 1)
const CLOCK_AHEAD_MS = 24 * 3_600_000 // a camera on local time is ahead of UTC by up to 14 hours
const HIGHEST_METERS = 10_000
const LOWEST_METERS = -500 // the shore of the Dead Sea lies at -430 m
const INACCURACY_METERS = 200 // of two positions together
const USUAL_GAP_SECONDS = 60 // between photos that do not say when they were taken
const LOOK_BACK = 100 // runs

/** Whether it is the position (0, 0) that devices write when they have none. */
export function isNullIsland([lng, lat]: LngLat): boolean {
  return Math.abs(lng) <= NULL_ISLAND_DEGREES && Math.abs(lat) <= NULL_ISLAND_DEGREES
}

/**
 * What is doubted of each photo of a sequence, in order:
 * - `time`: before 2004, or more than a day ahead of `now`;
 * - `altitude`: above 10,000 m or below -500 m, where no path is: -9,999 is how many programs write that they do not know;
 * - `position`: no position of this world, or one to which no transport gets in time. Of photos that contradict each other the longest row
 *   that can have been travelled is believed.
 * What the owner of a photo says is right is not doubted; it changes nothing for the others.
 */
export function findDoubts(
  photos: DoubtablePhoto[],
  { metersPerSecond, now }: { metersPerSecond: number; now: Date },
): Doubt[][] {
  const times = photos.map(({ capturedAt, trusted = [] }) =>
    capturedAt && !trusted.includes('time') && isTimeDoubted(capturedAt, now) ? null : capturedAt,
  )
  const jumps = findJumps(
    photos.map(({ lngLat }, index) => ({ lngLat, at: times[index] ?? null })),
    metersPerSecond,
  )
  return photos.map(({ lngLat, capturedAt, altitude, trusted = [] }, index) => {
    const isDoubted: Record<Doubt, boolean> = {
      position: jumps.has(index) || (lngLat !== null && !isOnEarth(lngLat)),
      time: capturedAt !== null && times[index] === null,
      altitude: altitude !== null && isAltitudeDoubted(altitude),
    }
    return DOUBTS.filter((doubt) => isDoubted[doubt] && !trusted.includes(doubt))
  })
}

/** The positions of a sequence without the doubted ones, where no more is known than their order. */
export function plausiblePositions(positions: (LngLat | null)[], metersPerSecond: number): (LngLat | null)[] {
  const photos = positions.map((lngLat) => ({ lngLat, capturedAt: null, altitude: null }))
  const doubts = findDoubts(photos, { metersPerSecond, now: new Date() })
  return positions.map((lngLat, index) => (doubts[index]?.includes('position') ? null : lngLat))
}

function isTimeDoubted(capturedAt: Date, now: Date): boolean {
  const ms = capturedAt.getTime()
  return !(ms >= FIRST_MOMENT && ms <= now.getTime() + CLOCK_AHEAD_MS)
}

function isAltitudeDoubted(altitude: number): boolean {
  return !(altitude >= LOWEST_METERS && altitude <= HIGHEST_METERS)
}

function isOnEarth(lngLat: LngLat): boolean {
  const [lng, lat] = lngLat
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && !isNullIsland(lngLat)
}

type Stop = { index: number; lngLat: LngLat; at: Date | null }
type Run = { stops: Stop[]; first: Stop; last: Stop; photos: number; before: Run | null }

/** Photos whose positions are not on the longest row of runs that lead to each other. */
function findJumps(photos: { lngLat: LngLat | null; at: Date | null }[], metersPerSecond: number): Set<number> {
  const stops = photos.flatMap(({ lngLat, at }, index): Stop[] =>
    lngLat && isOnEarth(lngLat) ? [{ index, lngLat, at }] : [],
  )
  const isTimed = new Set(stops.map(({ at }) => at?.getTime())).size > 1 // whole sequences may share one moment
  const reaches = (from: Stop, to: Stop) =>
    distanceMeters(from.lngLat, to.lngLat) <= INACCURACY_METERS + metersPerSecond * secondsBetween(from, to, isTimed)
  const runs = splitRuns(stops, reaches)
  for (const [index, run] of runs.entries()) {
    const reachable = runs.slice(Math.max(0, index - LOOK_BACK), index).filter(({ last }) => reaches(last, run.first))
    run.before = reachable.reduce<Run | null>((best, one) => (best && best.photos >= one.photos ? best : one), null)
    run.photos += run.before?.photos ?? 0
  }
  const jumps = new Set(stops.map(({ index }) => index))
  const longest = runs.reduce<Run | null>((best, one) => (best && best.photos >= one.photos ? best : one), null)
  for (let run = longest; run; run = run.before) for (const { index } of run.stops) jumps.delete(index)
  return jumps
}

/** Consecutive photos, each reachable from the one before. */
function splitRuns(stops: Stop[], reaches: (from: Stop, to: Stop) => boolean): Run[] {
  const runs: Run[] = []
  for (const stop of stops) {
    const run = runs.at(-1)
    if (run && reaches(run.last, stop)) {
      run.stops.push(stop)
      run.last = stop
      run.photos += 1
    } else runs.push({ stops: [stop], first: stop, last: stop, photos: 1, before: null })
  }
  return runs
}

function secondsBetween(from: Stop, to: Stop, isTimed: boolean): number {
  if (!isTimed || !from.at || !to.at) return USUAL_GAP_SECONDS * (to.index - from.index)
  return Math.max(1, Math.abs(to.at.getTime() - from.at.getTime()) / 1000)
}
