import { describe, expect, test } from 'vitest'
import type { LngLat } from '@/lib/geo/lng-lat'
import { matchPhotos, type NewPhoto, type OldPhoto } from '@/lib/key-migration/match-photos'

const BEGIN = Date.UTC(2020, 5, 1, 9)
const METER = 1 / 111_320 // degrees of latitude

/** A photo taken so many milliseconds after the first, so many metres north of it. */
function taken(key: string, ms: number | null, meters: number | null): NewPhoto {
  const lngLat: LngLat | null = meters === null ? null : [7.5, 46 + meters * METER]
  return { key, capturedAt: ms === null ? null : new Date(BEGIN + ms), lngLat }
}

const olds = (...list: NewPhoto[]): OldPhoto[] =>
  list.map((photo, index) => ({ ...photo, id: index + 1, n: index + 1 }))

function summary(old: OldPhoto[], now: NewPhoto[], byHand?: Map<string, string>) {
  const { matches, ambiguous, missing, extra } = matchPhotos(old, now, byHand)
  return {
    matches: matches.map(({ photo, newKey, how }) => `${photo.key}=${newKey} ${how}`),
    ambiguous: ambiguous.map(({ photo, newKeys }) => `${photo.key}? ${newKeys.join()}`),
    missing: missing.map(({ key }) => key),
    extra,
  }
}

describe('photos of a sequence', () => {
  test('are matched by time and place, in whatever order', () => {
    const old = olds(taken('a', 0, 0), taken('b', 1000, 1.3), taken('c', 2000, 2.6))
    const now = [taken('3', 2000, 2.6), taken('1', 0, 0.2), taken('2', 1000, 1.3)]
    expect(summary(old, now)).toEqual({
      matches: ['a=1 time_and_place', 'b=2 time_and_place', 'c=3 time_and_place'],
      ambiguous: [],
      missing: [],
      extra: [],
    })
  })

  test('of the same moment and place are not told apart by guessing', () => {
    const old = olds(taken('a', 0, 0), taken('b', 0, 0), taken('c', 9000, 5))
    const now = [taken('1', 0, 0), taken('2', 0, 0), taken('3', 9000, 5)]
    expect(summary(old, now)).toMatchObject({
      matches: ['c=3 time_and_place'],
      ambiguous: ['a? 1,2', 'b? 1,2'],
      missing: [],
    })
  })

  test('two of which one alone is left on Mapillary are not guessed either', () => {
    const found = summary(olds(taken('a', 0, 0), taken('b', 0, 0)), [taken('1', 0, 0)])
    expect(found).toMatchObject({ matches: [], ambiguous: ['a? 1', 'b? 1'], extra: [] })
  })

  test('of the same second at different places are told apart', () => {
    const old = olds(taken('a', 0, 0), taken('b', 0, 8))
    expect(summary(old, [taken('1', 0, 8), taken('2', 0, 0)]).matches).toEqual([
      'a=2 time_and_place',
      'b=1 time_and_place',
    ])
  })

  test.each([
    { name: 'whose position was corrected', now: taken('1', 5000, 30), how: 'near_time_and_place' },
    { name: 'whose time lost its milliseconds', now: taken('1', 5000 - 120, 0.1), how: 'near_time_and_place' },
    { name: 'without a position there', now: taken('1', 5000, null), how: 'near_time_and_place' },
  ])('$name are matched, and it is noted how', ({ now, how }) => {
    expect(summary(olds(taken('a', 5000, 0)), [now]).matches).toEqual([`a=1 ${how}`])
  })

  test.each([
    { name: 'taken at another time', now: taken('1', 7000, 0) },
    { name: 'taken far away', now: taken('1', 5000, 80) },
    { name: 'taken half a second later some steps on', now: taken('1', 5500, 3) },
    { name: 'without a time', now: taken('1', null, 0) },
  ])('are not matched with one $name', ({ now }) => {
    expect(summary(olds(taken('a', 5000, 0)), [now])).toMatchObject({ matches: [], missing: ['a'], extra: ['1'] })
  })

  test('of which nothing but the key is known are missing', () => {
    expect(summary(olds(taken('a', null, null)), [taken('1', 0, 0)])).toMatchObject({ missing: ['a'], extra: ['1'] })
  })

  test('are matched by hand where a person has decided, which settles the others', () => {
    const old = olds(taken('a', 0, 0), taken('b', 0, 0))
    const now = [taken('1', 0, 0), taken('2', 0, 0)]
    expect(summary(old, now, new Map([['a', '2']])).matches).toEqual(['a=2 hand', 'b=1 time_and_place'])
    expect(summary(old, now, new Map([['a', '9']])).matches).toEqual([]) // no such photo there
  })
})
