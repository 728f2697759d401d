import * as library from 'terra-draw'
import { expect, test } from 'vitest'
import { LIGHT } from '@/components/map/style/palette'
import { changeWith } from '@/components/map/tools/change-area'
import type { LngLat } from '@/lib/geo/lng-lat'

type Adapter = Parameters<typeof changeWith>[1]['adapter']
type Callbacks = Parameters<Adapter['register']>[0]

const SQUARE: LngLat[] = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 2],
]

/** A map of 100 pixels a degree, without a screen. */
function change(corners: LngLat[]) {
  const drawn = new Map<string, { kind: string; coordinates: string }>()
  let callbacks: Callbacks | null = null
  const adapter: Adapter = {
    project: (lng, lat) => ({ x: lng * 100, y: lat * 100 }),
    unproject: (x, y) => ({ lng: x / 100, lat: y / 100 }),
    setCursor: () => undefined,
    getLngLatFromEvent: () => null,
    setDoubleClickToZoom: () => undefined,
    getMapEventElement: () => {
      throw new Error('There is no screen')
    },
    register: (next) => {
      callbacks = next
    },
    unregister: () => undefined,
    render: ({ created, updated, deletedIds }) => {
      for (const { id, geometry, properties } of [...created, ...updated]) {
        const kind = properties.selectionPoint ? 'corner' : properties.midPoint ? 'middle' : 'area'
        drawn.set(String(id), { kind, coordinates: String(geometry.coordinates) })
      }
      for (const id of deletedIds) drawn.delete(String(id))
    },
    clear: () => drawn.clear(),
    getCoordinatePrecision: () => 9,
  }
  const changed = changeWith(library, { adapter, corners, palette: LIGHT })
  const at = ([lng, lat]: LngLat) => ({
    lng,
    lat,
    containerX: lng * 100,
    containerY: lat * 100,
    button: 'left' as const,
    heldKeys: [],
    isContextMenu: false,
  })
  return {
    changed,
    handles: (kind: string) =>
      [...drawn.values()].filter((one) => one.kind === kind).map(({ coordinates }) => coordinates),
    drag: (from: LngLat, to: LngLat) => {
      callbacks?.onDragStart(at(from), () => undefined)
      callbacks?.onDrag(at(to), () => undefined)
      callbacks?.onDragEnd(at(to), () => undefined)
    },
  }
}

test('each corner of an area has a handle, and each edge one for a new corner', () => {
  const { handles } = change(SQUARE)
  expect(handles('corner').sort()).toEqual(['1,1', '1,2', '2,1', '2,2'])
  expect(handles('middle')).toHaveLength(4)
})

test('a corner that is dragged changes the area, as far as no edge crosses another', () => {
  const { changed, drag } = change(SQUARE)
  drag([2, 2], [3, 3])
  expect(changed?.corners()).toEqual([
    [1, 1],
    [2, 1],
    [3, 3],
    [1, 2],
  ])
  drag([2, 1], [0.5, 1.5])
  expect(changed?.corners()).toEqual([
    [1, 1],
    [2, 1],
    [3, 3],
    [1, 2],
  ])
})

test('a corner is moved by so many pixels, as far as no edge crosses another, and its handle with it', () => {
  const { changed, handles } = change(SQUARE)
  expect(changed?.moveCorner(2, [10, 50])).toEqual([2.1, 2.5])
  expect(changed?.corners()).toEqual([
    [1, 1],
    [2, 1],
    [2.1, 2.5],
    [1, 2],
  ])
  expect(handles('corner').sort()).toEqual(['1,1', '1,2', '2,1', '2.1,2.5'])
  expect(changed?.moveCorner(1, [-150, 50])).toEqual([2, 1])
})

test('an area over the date line cannot be changed', () => {
  const { changed } = change(SQUARE.map(([lng, lat]) => [lng + 178.5, lat]))
  expect(changed).toBeNull()
})

test('an area from an address with all digits of its numbers can be changed', () => {
  const { handles } = change(SQUARE.map(([lng, lat]): LngLat => [lng + 0.290000000000001, lat]))
  expect(handles('corner')).toContain('1.29,1')
})
