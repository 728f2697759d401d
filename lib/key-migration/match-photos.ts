import { distanceMeters } from '@/lib/geo/lines/length'
import type { LngLat } from '@/lib/geo/lng-lat'

type Seen = { key: string; capturedAt: Date | null; lngLat: LngLat | null }
export type OldPhoto = Seen & { id: number; n: number }
export type NewPhoto = Seen

type PhotoMatch = { photo: OldPhoto; newKey: string; how: 'time_and_place' | 'near_time_and_place' | 'hand' }

/** Each old photo is in one list. */
export type Matching = {
  matches: PhotoMatch[]
  ambiguous: { photo: OldPhoto; newKeys: string[] }[] // more than one new photo may be it, or it is one of several that one may be
  missing: OldPhoto[] // no new photo can be it
  extra: string[] // new photos that no old one can be
}

const SAME_PLACE_M = 1 // rounding
const MOVED_M = 50 // positions that were corrected since
const SAME_SECOND_MS = 1_000 // a version that kept whole seconds

/**
 * Which old photo of a sequence is which new one, by capture time and position. First those of the same millisecond and place; what is left
 * then by the same millisecond near by, or by the same second and place. A pair counts only when neither could belong to another.
 * `byHand`: new keys by old key, as a person has decided.
 */
export function matchPhotos(
  olds: OldPhoto[],
  news: NewPhoto[],
  byHand: ReadonlyMap<string, string> = new Map(),
): Matching {
  const decided = olds.flatMap((photo): PhotoMatch[] => {
    const found = news.find(({ key }) => key === byHand.get(photo.key))
    return found ? [{ photo, newKey: found.key, how: 'hand' }] : []
  })
  const left = without(olds, news, decided)
  const exact = pairUp(left.olds, left.news, isSame, 'time_and_place')
  const rest = {
    olds: left.olds.filter((photo) => !exact.candidates.has(photo)),
    news: left.news.filter((photo) => !exact.wanted.has(photo)),
  }
  const near = pairUp(rest.olds, rest.news, isNear, 'near_time_and_place')
  return {
    matches: [...decided, ...exact.matches, ...near.matches],
    ambiguous: [...exact.ambiguous, ...near.ambiguous],
    missing: rest.olds.filter((photo) => !near.candidates.has(photo)),
    extra: rest.news.filter((photo) => !near.wanted.has(photo)).map(({ key }) => key),
  }
}

function without(olds: OldPhoto[], news: NewPhoto[], decided: PhotoMatch[]) {
  const photos = new Set(decided.map(({ photo }) => photo))
  const keys = new Set(decided.map(({ newKey }) => newKey))
  return { olds: olds.filter((photo) => !photos.has(photo)), news: news.filter(({ key }) => !keys.has(key)) }
}

function pairUp(
  olds: OldPhoto[],
  news: NewPhoto[],
  fits: (old: OldPhoto, candidate: NewPhoto) => boolean,
  how: PhotoMatch['how'],
) {
  const bySecond = new Map<number, NewPhoto[]>()
  for (const photo of news) {
    const second = secondOf(photo)
    if (second !== null) bySecond.set(second, [...(bySecond.get(second) ?? []), photo])
  }
  const candidates = new Map<OldPhoto, NewPhoto[]>()
  const wanted = new Map<NewPhoto, number>() // by how many old photos
  for (const old of olds) {
    const second = secondOf(old)
    if (second === null) continue
    const close = [second - 1, second, second + 1].flatMap((near) => bySecond.get(near) ?? [])
    const fitting = close.filter((photo) => fits(old, photo))
    if (fitting.length > 0) candidates.set(old, fitting)
    for (const photo of fitting) wanted.set(photo, (wanted.get(photo) ?? 0) + 1)
  }
  const matches: PhotoMatch[] = []
  const ambiguous: Matching['ambiguous'] = []
  for (const [photo, fitting] of candidates) {
    const [only, ...others] = fitting
    if (only && others.length === 0 && wanted.get(only) === 1) matches.push({ photo, newKey: only.key, how })
    else ambiguous.push({ photo, newKeys: fitting.map(({ key }) => key) })
  }
  return { matches, ambiguous, candidates, wanted }
}

function isSame(old: OldPhoto, candidate: NewPhoto): boolean {
  return msBetween(old, candidate) === 0 && (metersBetween(old, candidate) ?? Number.POSITIVE_INFINITY) <= SAME_PLACE_M
}

function isNear(old: OldPhoto, candidate: NewPhoto): boolean {
  const ms = msBetween(old, candidate)
  const meters = metersBetween(old, candidate)
  if (ms === 0) return meters === null || meters <= MOVED_M
  return ms < SAME_SECOND_MS && meters !== null && meters <= SAME_PLACE_M
}

function secondOf({ capturedAt }: Seen): number | null {
  return capturedAt && Math.floor(capturedAt.getTime() / 1000)
}

function msBetween(a: Seen, b: Seen): number {
  return a.capturedAt && b.capturedAt
    ? Math.abs(a.capturedAt.getTime() - b.capturedAt.getTime())
    : Number.POSITIVE_INFINITY
}

function metersBetween(a: Seen, b: Seen): number | null {
  return a.lngLat && b.lngLat ? distanceMeters(a.lngLat, b.lngLat) : null
}
