import { act, renderHook } from '@testing-library/react'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { beforeEach, expect, test, vi } from 'vitest'
import { useViewSearch } from '@/components/map/coverage/use-view-search'
import { SearchProvider } from '@/components/search/search-context'
import { withRouter } from '../../support/with-router'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

const SIZE = { clientWidth: 1440, clientHeight: 900 }

/** The map page at an address, with a map of a degree for 1,000 pixels. */
function openMap(query = '', { isPaused = false } = {}) {
  const { router, wrapper: Router } = withRouter(query)
  const view = { west: 10, isMoving: false }
  const map = {
    getContainer: () => SIZE,
    isMoving: () => view.isMoving,
    unproject: ([x, y]: [number, number]) => ({ lng: view.west + x / 1000, lat: 47 - y / 1000 }),
  } as Partial<MapLibreMap> as MapLibreMap
  const { result } = renderHook(() => useViewSearch({ current: map }, { sheet: 'peek', isPaused }), {
    wrapper: ({ children }) => (
      <Router>
        <SearchProvider facets={null} isLoggedIn={false}>
          {children}
        </SearchProvider>
      </Router>
    ),
  })
  const see = (isAsked: boolean) => act(() => result.current.onView(map, isAsked))
  see(false) // when it is there
  return {
    result,
    view,
    move: (west: number, { isAsked = true } = {}) => {
      view.west = west
      see(isAsked)
    },
    rest: () => act(() => vi.advanceTimersByTime(300)),
    replaced: () => vi.mocked(router.replace).mock.calls.map(([href]) => href),
    pushed: () => vi.mocked(router.push).mock.calls.map(([href]) => href),
  }
}

const at = (west: number) => `bbox=${west + 0.428},46.1,${west + 1.44},47`

test('the list follows the map once it rests, with one search for many moves', () => {
  const { move, rest, replaced } = openMap('pano=true')
  rest()
  expect(replaced()).toEqual([]) // nobody has moved it
  move(11)
  move(12)
  expect(replaced()).toEqual([])
  rest()
  rest()
  expect(replaced()).toEqual([`/?pano=true&${at(12)}`])
})

test('it waits for the end of a move that goes on', () => {
  const { view, move, rest, replaced } = openMap()
  move(11)
  view.isMoving = true
  rest()
  expect(replaced()).toEqual([])
  view.isMoving = false
  move(12)
  rest()
  expect(replaced()).toEqual([`/?${at(12)}`])
})

test('it does not follow what nobody asked for: the size of the window, the Back of the browser', () => {
  const { move, rest, replaced } = openMap()
  move(11, { isAsked: false })
  rest()
  expect(replaced()).toEqual([])
})

test('an address that names the view goes on following, also after a reload', () => {
  const { move, rest, replaced, result } = openMap(at(10))
  expect(result.current.isFollowing).toBe(true)
  move(11)
  rest()
  expect(replaced()).toEqual([`/?${at(11)}`])
})

test.each([
  ['an area', 'area=1,2,3,4,5,6'],
  ['a point', 'near=1,2&radius=500'],
  ['a box elsewhere', 'bbox=1,2,3,4'],
])('%s in the address stays, until one searches the view', (_place, query) => {
  const { move, rest, replaced, pushed, result } = openMap(query)
  move(11)
  rest()
  expect(replaced()).toEqual([])
  expect(result.current.isFollowing).toBe(false)
  act(() => result.current.search())
  expect(pushed()).toEqual([`/?${at(11)}`])
})

test('while an area is drawn the list stays', () => {
  const { move, rest, replaced } = openMap('', { isPaused: true })
  move(11)
  rest()
  expect(replaced()).toEqual([])
})

test('switched off it stays where it is, also the next time', () => {
  const first = openMap()
  act(() => first.result.current.turn(false))
  first.move(11)
  first.rest()
  expect(first.replaced()).toEqual([])

  const second = openMap()
  expect(second.result.current.isOn).toBe(false)
  act(() => second.result.current.turn(true))
  expect(second.replaced()).toEqual([`/?${at(10)}`])
  expect(openMap().result.current.isOn).toBe(true)
})
