import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { isAskedMove } from '@/components/map/base/asked-move'
import { fitBounds, goNearer, goToPlace, visibleBounds, visibleMiddle } from '@/components/map/base/visible-part'
import { zoomByKey } from '@/components/map/base/zoom-by-key'

const WIDE = { clientWidth: 1440, clientHeight: 900 }
const PHONE = { clientWidth: 390, clientHeight: 800 }

/** A map with a thousandth of a degree for each pixel; its north-west corner is 10° E, 50° N. `moves`: what it was told to do. */
function openMap(size: { clientWidth: number; clientHeight: number }, zoom = 10) {
  const moves: [move: object, event: object][] = []
  const moved = (move: object, event: object = {}) => {
    moves.push([move, event])
    return map
  }
  const map: MapLibreMap = {
    getContainer: () => size,
    getZoom: () => zoom,
    unproject: ([x, y]: [number, number]) => ({ lng: 10 + x / 1000, lat: 50 - y / 1000 }),
    flyTo: moved,
    easeTo: moved,
    fitBounds: (bounds: object, options: object, event: object) => moved({ bounds, ...options }, event),
  } as Partial<MapLibreMap> as MapLibreMap
  return { map, moves }
}

test('beside the panel a place comes into the middle of what is left', () => {
  const { map, moves } = openMap(WIDE)
  goToPlace(map, [7, 46], 'peek')
  expect(moves).toEqual([[{ center: [7, 46], zoom: 14, offset: [214, 0] }, { isAsked: true }]])
  expect(visibleMiddle(map)).toEqual([10.934, 49.55])
  expect(visibleBounds(map, 'peek')).toEqual([10.428, 49.1, 11.44, 50])
})

test.each([
  ['peek', -2, 49.332],
  ['half', -136, 49.6],
  ['full', -136, 49.6],
] as const)('on a phone it comes between search and sheet, here %s', (sheet, down, south) => {
  const { map, moves } = openMap(PHONE)
  goToPlace(map, [7, 46], sheet)
  expect(moves).toMatchObject([[{ offset: [0, down] }, {}]])
  expect(visibleMiddle(map)).toEqual([10.195, 49.6])
  expect(visibleBounds(map, sheet)).toEqual([10, south, 10.39, 49.872])
})

test('a box is fitted into that part, and not nearer than streets', () => {
  const { map, moves } = openMap(WIDE)
  fitBounds(map, [1, 2, 3, 4], 'peek')
  const padding = { top: 48, right: 72, bottom: 48, left: 476 }
  expect(moves).toEqual([[{ bounds: [1, 2, 3, 4], padding, maxZoom: 17 }, { isAsked: true }]])
})

test.each([
  [10, 13],
  [14, 16],
])('at level %i it goes nearer, to level %i', (from, to) => {
  const { map, moves } = openMap(WIDE, from)
  expect(goNearer(map, [7, 46], 'peek')).toBe(true)
  expect(moves).toMatchObject([[{ center: [7, 46], zoom: to }, { isAsked: true }]])
})

test('where tiles tell no more apart it stays', () => {
  const { map, moves } = openMap(WIDE, 16)
  expect(goNearer(map, [7, 46], 'peek')).toBe(false)
  expect(moves).toEqual([])
})

test.each([
  ['+', 11],
  ['=', 11],
  ['-', 9],
  ['_', 9],
])('%s zooms around the place that the keyboard points to', (key, zoom) => {
  const { map, moves } = openMap(WIDE)
  const event = new KeyboardEvent('keydown', { key, bubbles: true })
  let isHeard = false
  const canvas = document.createElement('canvas')
  const outer = document.createElement('div')
  outer.append(canvas)
  outer.addEventListener('keydown', () => {
    isHeard = true // MapLibre's own zoom would follow
  })
  canvas.addEventListener('keydown', (heard) => zoomByKey(map, heard, [7, 46]))
  canvas.dispatchEvent(event)
  expect(moves).toEqual([[{ zoom, around: [7, 46], duration: 300 }, { isAsked: true }]])
  expect(isHeard).toBe(false)
})

test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])('the browser keeps its own zoom: %j', (held) => {
  const { map, moves } = openMap(WIDE)
  zoomByKey(map, new KeyboardEvent('keydown', { key: '+', ...held }), [7, 46])
  zoomByKey(map, new KeyboardEvent('keydown', { key: 'a' }), [7, 46])
  expect(moves).toEqual([])
})

test.each([
  ['by hand', { type: 'movestart', originalEvent: {} }, true],
  ['by a button of ours', { type: 'movestart', isAsked: true }, true],
  ['to where the visitor is', { type: 'movestart', geolocateSource: true }, true],
  ['by the size of the window', { type: 'movestart' }, false],
])('a move %s: %j is asked for: %j', (_how, event, isAsked) => {
  expect(isAskedMove(event)).toBe(isAsked)
})
