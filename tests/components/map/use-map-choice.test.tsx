import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { PhotoOnMap } from '@/components/map/cards/photo-on-map'
import { useMapChoice } from '@/components/map/coverage/use-map-choice'
import { ShownPhotoProvider, useShownPhoto } from '@/components/search/shown-photo'
import { withRouter } from '../../support/with-router'

const photo: PhotoOnMap = {
  id: '7',
  lngLat: [8, 47],
  point: { x: 1, y: 2 },
  stacked: 1,
  isExact: true,
  isGathered: false,
}

function renderChoice() {
  const { router, wrapper: Router } = withRouter()
  const { result } = renderHook(
    () => ({
      choice: useMapChoice(
        { current: null },
        { search: new URLSearchParams('pano=true'), isFiltered: true, sheet: 'peek' },
      ),
      shownId: useShownPhoto().shownId,
    }),
    {
      wrapper: ({ children }) => (
        <Router>
          <ShownPhotoProvider>{children}</ShownPhotoProvider>
        </Router>
      ),
    },
  )
  return { router, result }
}

test('a click on a photo opens it, to be walked in the search', () => {
  const { router, result } = renderChoice()
  act(() => result.current.choice.choosePhoto(photo, false))
  expect(router.push).toHaveBeenCalledWith('/photos/7?pano=true')
  expect(result.current.choice.chosen).toBeNull()
})

test('a touch shows what it is first', () => {
  const { router, result } = renderChoice()
  act(() => result.current.choice.choosePhoto(photo, true))
  expect(result.current.choice.chosen).toEqual({ kind: 'photo', id: '7' })
  expect(router.push).not.toHaveBeenCalled()
})

test('a spot with two photos lists them', () => {
  const { router, result } = renderChoice()
  act(() => result.current.choice.choosePhoto({ ...photo, stacked: 2 }, false))
  expect(result.current.choice.chosen).toEqual({ kind: 'stack', lngLat: [8, 47], count: 2, isGathered: false })
  expect(router.push).not.toHaveBeenCalled()
})

test('what is pointed at is marked in the list, until something is chosen', () => {
  const { result } = renderChoice()
  act(() => result.current.choice.point(photo))
  expect(result.current.shownId).toBe('7')
  const before = result.current.choice.pointed
  act(() => result.current.choice.point({ ...photo, point: { x: 2, y: 2 } }))
  expect(result.current.choice.pointed).toBe(before) // the preview does not follow the pointer
  act(() => result.current.choice.choosePhoto(photo, true))
  expect(result.current.shownId).toBeNull()
  expect(result.current.choice.pointed).toBeNull()
})

test('a chosen sequence is let go by a click beside it, and by its card', () => {
  const { result } = renderChoice()
  for (const letGo of ['chooseNothing', 'close'] as const) {
    act(() => result.current.choice.chooseSequence('5'))
    expect(result.current.choice.chosen).toEqual({ kind: 'sequence', id: '5' })
    act(() => result.current.choice[letGo]())
    expect(result.current.choice.chosen).toBeNull()
  }
})
