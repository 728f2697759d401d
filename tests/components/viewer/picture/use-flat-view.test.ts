import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useFlatView } from '@/components/viewer/picture/use-flat-view'
import type { Look } from '@/components/viewer/walk/viewer-address'

const SIZE = { width: 400, height: 200 }
const FRAME = { width: 400, height: 300 }
const closer = { photoId: '1', look: [0.5, 0.5, 3] as Look, turn: 0 }

function open(initial: Partial<Parameters<typeof useFlatView>[0]> = {}) {
  const looks: (Look | null)[] = []
  const start = {
    photoId: '1',
    size: SIZE,
    frameSize: FRAME,
    isMeasured: true,
    requestedView: null,
    onLook: (look: Look | null) => void looks.push(look),
    ...initial,
  }
  const { result, rerender } = renderHook((props) => useFlatView(props), { initialProps: start })
  return {
    looks,
    view: () => result.current.view,
    show: (changed: Partial<typeof start>) => rerender({ ...start, ...changed }),
    zoom: (scale: number) => act(() => result.current.move((view) => ({ ...view, scale }))),
    drag: (x: number) => act(() => result.current.move((view) => ({ ...view, x }))),
    reset: () => act(() => result.current.reset()),
  }
}

test('each photo opens as a whole', () => {
  const picture = open()
  picture.zoom(3)
  expect(picture.view().scale).toBe(3)
  picture.show({ photoId: '2' })
  expect(picture.view()).toEqual({ scale: 1, x: 0, y: 0 })
})

test('the picture stays in its frame', () => {
  const picture = open()
  picture.drag(500)
  expect(picture.view().x).toBe(0)
  picture.zoom(2)
  picture.drag(500)
  expect(picture.view().x).toBe(200)
})

test('a picture that is not measured cannot be moved', () => {
  const picture = open({ size: null, isMeasured: false })
  picture.zoom(3)
  expect(picture.view().scale).toBe(1)
})

test('a view that the address requests is shown once', () => {
  const picture = open({ requestedView: closer })
  expect(picture.view().scale).toBe(3)
  picture.zoom(2)
  picture.show({ requestedView: closer })
  expect(picture.view().scale).toBe(2)
  picture.show({ requestedView: { ...closer, turn: 1 } })
  expect(picture.view().scale).toBe(3)
})

test('nothing is reported before the picture is measured', () => {
  const picture = open({ size: null, isMeasured: false, requestedView: closer })
  expect(picture.looks).toEqual([])
  picture.show({ size: SIZE, isMeasured: true, requestedView: closer })
  expect(picture.looks).toEqual([[0.5, 0.5, 3]])
})

test('the whole picture is reported as no view of its own', () => {
  const picture = open()
  picture.zoom(2)
  picture.reset()
  expect(picture.looks).toEqual([null, [0.5, 0.5, 2], null])
})
