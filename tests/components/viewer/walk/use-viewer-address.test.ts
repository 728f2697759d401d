import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useViewerAddress } from '@/components/viewer/walk/use-viewer-address'
import { type Look, parseAddress } from '@/components/viewer/walk/viewer-address'

const SETTLED_AFTER_MS = 400
const LOOK: Look = [0.25, 0.5, 2]

beforeEach(() => {
  vi.useFakeTimers()
})

function open(path: string, shownId = '7') {
  window.history.replaceState(null, '', path)
  const onPhoto = vi.fn(async () => true)
  const initial = parseAddress(new URLSearchParams(window.location.search))
  const hook = renderHook(({ photoId }) => useViewerAddress(initial, photoId, onPhoto), {
    initialProps: { photoId: shownId },
  })
  return { ...hook, onPhoto, address: () => `${window.location.pathname}${window.location.search}` }
}

async function goBackTo(path: string) {
  window.history.replaceState(null, '', path)
  await act(async () => window.dispatchEvent(new PopStateEvent('popstate')))
}

test('the view of the address is requested once the photo is there, and only for that photo', () => {
  const { result, rerender } = open('/photos/7?view=0.25,0.5,2')

  expect(result.current.requestedView).toEqual({ photoId: '7', look: LOOK, turn: 0 })
  rerender({ photoId: '8' })
  expect(result.current.requestedView).toBeNull()
})

test('an address without a view requests none', () => {
  expect(open('/photos/7').result.current.requestedView).toBeNull()
})

test('a panel changes the current entry of the history and keeps the view', () => {
  const { result, address } = open('/photos/7?view=0.25,0.5,2')
  const entries = window.history.length

  act(() => result.current.set({ panel: 'data' }))

  expect(result.current.settings.panel).toBe('data')
  expect(address()).toBe('/photos/7?view=0.25,0.5,2&panel=data')
  expect(window.history.length).toBe(entries)
})

test('looking around is written when it has come to rest', () => {
  const { result, address } = open('/photos/7')

  result.current.looked([0.1, 0.5, 2])
  vi.advanceTimersByTime(SETTLED_AFTER_MS - 1)
  result.current.looked(LOOK)
  vi.advanceTimersByTime(SETTLED_AFTER_MS - 1)
  expect(address()).toBe('/photos/7')

  vi.advanceTimersByTime(1)
  expect(address()).toBe('/photos/7?view=0.25,0.5,2')
  expect(result.current.href()).toBe(window.location.href)
})

test('a photo that looks as it opened is not written again', () => {
  const { result } = open('/photos/7')
  const replaceState = vi.spyOn(window.history, 'replaceState')

  result.current.looked(null)
  vi.advanceTimersByTime(SETTLED_AFTER_MS)

  expect(replaceState).not.toHaveBeenCalled()
})

test('going back to how the photo opens takes the view out of the address', () => {
  const { result, address } = open('/photos/7?view=0.25,0.5,2')

  result.current.looked(null)
  vi.advanceTimersByTime(SETTLED_AFTER_MS)

  expect(address()).toBe('/photos/7')
})

test.each([
  ['the viewer is gone', ({ unmount }: ReturnType<typeof open>) => unmount()],
  ['the page has changed', () => window.history.replaceState(null, '', '/leaderboard')],
])('a view that waits is not written after %s', (_, leave) => {
  const viewer = open('/photos/7')
  viewer.result.current.looked(LOOK)
  leave(viewer)
  const { href } = window.location

  vi.advanceTimersByTime(SETTLED_AFTER_MS)

  expect(window.location.href).toBe(href)
})

test('a step to another photo changes the current entry, with the settings and without the view', () => {
  const { result, address } = open('/photos/7?view=0.25,0.5,2&panel=data&bar=photos')
  const entries = window.history.length
  result.current.looked([0.1, 0.5, 2])

  result.current.arrived('8')
  vi.advanceTimersByTime(SETTLED_AFTER_MS)

  expect(address()).toBe('/photos/8?panel=data&bar=photos')
  expect(window.history.length).toBe(entries)
})

test('photos that are passed change the current entry, no more often than browsers allow', () => {
  const { result, rerender, address } = open('/photos/7')
  const entries = window.history.length
  const pass = (photoId: string) => {
    rerender({ photoId })
    result.current.arrived(photoId)
  }

  pass('8')
  expect(address()).toBe('/photos/8')
  pass('9')
  vi.advanceTimersByTime(SETTLED_AFTER_MS - 1)
  expect(address()).toBe('/photos/8')
  vi.advanceTimersByTime(1)
  expect(address()).toBe('/photos/9')
  pass('10')
  expect(address()).toBe('/photos/10')
  expect(window.history.length).toBe(entries)
})

test('back and forward show the photo, the view and the settings of their entry', async () => {
  const { result, rerender, onPhoto } = open('/photos/7?view=0.25,0.5,2')

  await goBackTo('/photos/6?view=0.25,0.5,2&map=large')
  rerender({ photoId: '6' })

  expect(onPhoto.mock.calls).toEqual([['6']])
  expect(result.current.settings).toEqual({ panel: 'tags', bar: null, isMapLarge: true, search: '' })
  expect(result.current.requestedView).toEqual({ photoId: '6', look: LOOK, turn: 1 })
  expect(result.current.href()).toBe(new URL('/photos/6?view=0.25,0.5,2&map=large', window.location.href).href)
})

test('the same view can be requested again', async () => {
  const { result } = open('/photos/7')

  await goBackTo('/photos/7?view=0.25,0.5,2')
  const first = result.current.requestedView
  await goBackTo('/photos/7?view=0.25,0.5,2')

  expect(result.current.requestedView).toEqual({ ...first, turn: 2 })
})

test('going back drops a view that waits to be written', async () => {
  const { result, address } = open('/photos/7')
  result.current.looked(LOOK)

  await goBackTo('/photos/6')
  vi.advanceTimersByTime(SETTLED_AFTER_MS)

  expect(address()).toBe('/photos/6')
})

test('an address that is none of a photo shows none', async () => {
  const { onPhoto } = open('/photos/7')

  await goBackTo('/photos')

  expect(onPhoto).not.toHaveBeenCalled()
})

test('a page out of the memory of the router shows the photo of its address', () => {
  expect(open('/photos/9', '7').onPhoto.mock.calls).toEqual([['9']])
  expect(open('/photos/7', '7').onPhoto).not.toHaveBeenCalled()
})
