import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import { listen } from '@/components/map/base/listen'

/** A map without a ground, and what is told of it, in order. */
function listenToMap() {
  vi.useFakeTimers({ toFake: ['performance'] })
  const reactions: [type: string, react: (event: object) => void][] = []
  const on = (type: string, react: (event: object) => void) => reactions.push([type, react])
  const container = document.createElement('div')
  const canvas = document.createElement('canvas')
  const map = {
    getContainer: () => container,
    getCanvas: () => canvas,
    getSource: () => undefined,
    on,
    once: on,
  } as Partial<Record<keyof MapLibreMap, unknown>> as MapLibreMap
  const told: string[] = []
  listen(map, {
    onClick: () => told.push('click'),
    onPoint: () => told.push('point'),
    onLeave: () => told.push('leave'),
    onView: (_map, isAsked) => told.push(isAsked ? 'view, asked for' : 'view'),
    onMap: () => told.push('map'),
    onIdle: () => told.push('idle'),
    onKeyDown: (_map, { key }) => told.push(`key ${key}`),
  })
  const fire = (type: string, event: object = {}) => {
    told.length = 0
    for (const [, react] of reactions.filter(([one]) => one === type)) react({ type, ...event })
    return [...told]
  }
  return { fire, told, canvas, stateOf: () => container.dataset.map }
}

test('a new map is told with its view, which nobody asked for', () => {
  expect(listenToMap().fire('load')).toEqual(['map', 'view'])
})

test.each([
  ['begun by hand', { originalEvent: {} }, {}, 'view, asked for'],
  ['begun by our own button', {}, { isAsked: true }, 'view, asked for'],
  ['of the browser', {}, {}, 'view'],
])('a move %s ends with: %j %j %s', (_how, begin, end, expected) => {
  const { fire } = listenToMap()
  expect(fire('movestart', begin)).toEqual(['leave'])
  expect(fire('moveend', end)).toEqual([expected])
})

test('a move that the wheel began is asked for, a later one is not', () => {
  const { fire } = listenToMap()
  fire('wheel')
  vi.advanceTimersByTime(1_999)
  fire('movestart')
  expect(fire('moveend')).toEqual(['view, asked for'])
  vi.advanceTimersByTime(1)
  fire('movestart')
  expect(fire('moveend')).toEqual(['view'])
})

test('the container says whether everything is drawn', () => {
  const { fire, stateOf } = listenToMap()
  fire('dataloading')
  expect(stateOf()).toBe('busy')
  expect(fire('idle')).toEqual(['idle'])
  expect(stateOf()).toBe('idle')
  fire('movestart')
  expect(stateOf()).toBe('busy')
})

test('pointer and keys are passed on', () => {
  const { fire, told, canvas } = listenToMap()
  expect([fire('click'), fire('mousemove'), fire('mouseout')]).toEqual([['click'], ['point'], ['leave']])
  told.length = 0
  canvas.dispatchEvent(new KeyboardEvent('keydown', { key: '+' }))
  expect(told).toEqual(['key +'])
})
