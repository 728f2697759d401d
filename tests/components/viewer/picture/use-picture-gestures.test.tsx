import { createEvent, fireEvent, render, screen } from '@testing-library/react'
import { useRef, useState } from 'react'
import { expect, test } from 'vitest'
import type { View } from '@/components/viewer/picture/picture-view'
import { usePictureGestures } from '@/components/viewer/picture/use-picture-gestures'

/** A frame whose middle is the origin of the page, as a document without a layout has it. */
function Frame({
  start,
  onView,
  onSwipe,
}: {
  start: View
  onView: (view: View) => void
  onSwipe: (to: number) => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [view, setView] = useState(start)
  onView(view)
  return <div ref={frame} data-testid="frame" {...usePictureGestures(frame, { view, move: setView, onSwipe })} />
}

function open(start: View = { scale: 1, x: 0, y: 0 }) {
  let view = start
  const swipes: number[] = []
  render(
    <Frame
      start={start}
      onView={(next) => {
        view = next
      }}
      onSwipe={(to) => swipes.push(to)}
    />,
  )
  const frame = screen.getByTestId('frame')
  frame.setPointerCapture = () => undefined
  const touch = (name: 'pointerDown' | 'pointerMove' | 'pointerUp', x: number, y: number, pointerId = 1) =>
    fireEvent[name](frame, { pointerId, pointerType: 'touch', clientX: x, clientY: y })
  return { frame, swipes, touch, view: () => view }
}

test('a drag moves the picture once it is clearly one', () => {
  const { touch, view } = open({ scale: 2, x: 0, y: 0 })
  touch('pointerDown', 0, 0)
  touch('pointerMove', 5, 0)
  expect(view().x).toBe(0)
  touch('pointerMove', 30, 10)
  expect(view()).toEqual({ scale: 2, x: 30, y: 10 })
})

test('two fingers zoom around the point between them', () => {
  const { touch, view } = open()
  touch('pointerDown', -10, 0, 1)
  touch('pointerDown', 10, 0, 2)
  touch('pointerMove', 30, 0, 2)
  expect(view().scale).toBe(2)
})

test.each([
  ['to the left leads on', -100, 0, [1]],
  ['to the right leads back', 100, 0, [-1]],
  ['that is short leads nowhere', -50, 0, []],
  ['that goes down leads nowhere', -100, 80, []],
])('a swipe %s', (_, x, y, expected) => {
  const { touch, swipes } = open()
  touch('pointerDown', 0, 0)
  touch('pointerMove', x, y)
  touch('pointerUp', x, y)
  expect(swipes).toEqual(expected)
})

test('a zoomed picture is moved, not left, by a swipe', () => {
  const { touch, swipes } = open({ scale: 2, x: 0, y: 0 })
  touch('pointerDown', 0, 0)
  touch('pointerMove', -100, 0)
  touch('pointerUp', -100, 0)
  expect(swipes).toEqual([])
})

test('the end of a pinch is no swipe', () => {
  const { touch, swipes } = open()
  touch('pointerDown', 0, 0, 1)
  touch('pointerDown', 10, 0, 2)
  touch('pointerUp', 0, 0, 1)
  touch('pointerMove', -200, 0, 2)
  touch('pointerUp', -200, 0, 2)
  expect(swipes).toEqual([])
})

test('another button of the mouse moves nothing', () => {
  const { frame, touch, view } = open({ scale: 2, x: 0, y: 0 })
  fireEvent.pointerDown(frame, { pointerId: 1, pointerType: 'mouse', button: 2, clientX: 0, clientY: 0 })
  touch('pointerMove', 60, 0)
  expect(view().x).toBe(0)
})

test('a double click zooms in to its place, and out again', () => {
  const { frame, view } = open()
  fireEvent.doubleClick(frame, { clientX: 20, clientY: 0 })
  expect(view()).toEqual({ scale: 2.5, x: -30, y: 0 })
  fireEvent.doubleClick(frame, { clientX: 20, clientY: 0 })
  expect(view()).toEqual({ scale: 1, x: 0, y: 0 })
})

test('the wheel zooms, and the page does not scroll', () => {
  const { frame, view } = open()
  const event = createEvent.wheel(frame, { deltaY: -100 })
  fireEvent(frame, event)
  expect(view().scale).toBeCloseTo(Math.exp(0.2))
  expect(event.defaultPrevented).toBe(true)
})
