import { renderHook } from '@testing-library/react'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import type { Bounds } from '@/components/map/base/bounds'
import type { MapCamera } from '@/components/map/base/canvas-props'
import { useCamera } from '@/components/map/base/use-camera'
import type { MapHandle } from '@/components/map/base/use-map'
import type { LngLat } from '@/lib/geo/lng-lat'

const ALPS: Bounds = [6, 45, 14, 48]
const LAKES: Bounds = [-3.4, 54.2, -2.6, 54.7]
const WORLD: Bounds = [-170, -56, 178, 72]

/** A map of 1,000 × 800 pixels with a hundredth of a degree for each; its north-west corner is 10° E, 50° N. */
function openMap(given: Partial<MapCamera> = {}, status: MapHandle['status'] = 'ready') {
  const moves: unknown[] = []
  const moved = (move: object) => {
    moves.push(move)
    return map
  }
  const map: MapLibreMap = {
    getContainer: () => ({ clientWidth: 1000, clientHeight: 800 }),
    project: ([lng, lat]: LngLat) => ({ x: (lng - 10) * 100, y: (50 - lat) * 100 }),
    fitBounds: (bounds: Bounds, options: object) => moved({ fits: bounds, ...options }),
    easeTo: moved,
  } as Partial<MapLibreMap> as MapLibreMap
  const shown = { current: map }
  const style = { current: { requested: null, isLoaded: true } }
  const { rerender } = renderHook(
    (props: { camera: MapCamera; status: MapHandle['status'] }) =>
      useCamera({ map: shown, style, status: props.status }, props.camera),
    { initialProps: { camera: { bounds: ALPS, ...given }, status } },
  )
  return {
    look: (camera: Partial<MapCamera>, now: MapHandle['status'] = 'ready') => {
      moves.length = 0
      rerender({ camera: { bounds: ALPS, ...given, ...camera }, status: now })
      return moves
    },
    moves,
  }
}

test('a new map has its bounds already; others are fitted in once, with the room that the page keeps free', () => {
  const padding = vi.fn(() => ({ top: 1, right: 2, bottom: 3, left: 4 }))
  const { look, moves } = openMap({ padding })
  expect(moves).toEqual([])
  expect(look({ bounds: LAKES })).toEqual([
    { fits: LAKES, padding: { top: 1, right: 2, bottom: 3, left: 4 }, maxZoom: 16 },
  ])
  expect(padding).toHaveBeenCalledWith({ width: 1000, height: 800 })
  expect(look({ bounds: [...LAKES] })).toEqual([]) // the same again
  expect(look({ bounds: null })).toMatchObject([{ fits: WORLD, padding: { top: 1 } }])
})

test('without a page in its way it keeps the same room on all sides', () => {
  expect(openMap().look({ bounds: LAKES })).toMatchObject([{ padding: 40 }])
})

test('what changes before the map is there is fitted in when it is', () => {
  const { look } = openMap({}, 'loading')
  expect(look({ bounds: LAKES }, 'loading')).toEqual([])
  expect(look({ bounds: LAKES })).toMatchObject([{ fits: LAKES }])
})

test.each([
  ['in the middle', [15, 46], false],
  ['near the left edge', [11.4, 46], true],
  ['near the right edge', [18.6, 46], true],
  ['near the top', [15, 48.9], true],
  ['near the bottom', [15, 43.1], true],
  ['out of view', [40, 46], true],
] as const)('it goes after what it follows when that is %s: %j %s', (_where, [lng, lat], isMoved) => {
  expect(openMap().look({ follow: [lng, lat] })).toEqual(isMoved ? [{ center: [lng, lat], animate: true }] : [])
})

test('it glides after single steps and jumps after quick ones', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { look } = openMap()
  expect(look({ follow: [30, 46] })).toMatchObject([{ animate: true }])
  vi.advanceTimersByTime(999)
  expect(look({ follow: [31, 46] })).toMatchObject([{ animate: false }])
  vi.advanceTimersByTime(1_000)
  expect(look({ follow: [32, 46] })).toMatchObject([{ animate: true }])
  expect(look({ follow: [32, 46] })).toEqual([]) // drawn anew, nothing has moved
})
