import { act, renderHook } from '@testing-library/react'
import type { PointerEvent as ReactPointerEvent } from 'react'
import { expect, test, vi } from 'vitest'
import type { SheetHeight } from '@/components/map/base/sheet-height'
import { useSheetDrag } from '@/components/map/cards/use-sheet-drag'

const ROOM = 1_000 // pixels

/** A sheet of a phone, or of a wide window, under a finger that goes down at its head. */
function touch({
  height = 'peek',
  pixels = 130,
  isWide = false,
}: {
  height?: SheetHeight
  pixels?: number
  isWide?: boolean
}) {
  vi.stubGlobal('matchMedia', () => ({ matches: isWide }))
  const sheet = { offsetHeight: pixels, offsetParent: { clientHeight: ROOM } } as Partial<HTMLElement> as HTMLElement
  const onHeight = vi.fn<(height: SheetHeight) => void>()
  const setPointerCapture = vi.fn<(pointerId: number) => void>()
  const { result } = renderHook(() => useSheetDrag({ current: sheet }, { height, onHeight }))
  const grip = { setPointerCapture } as Partial<HTMLDivElement> as HTMLDivElement
  const down = { button: 0, currentTarget: grip, pointerId: 1, clientY: 900 }
  act(() =>
    result.current.start(down as Partial<ReactPointerEvent<HTMLDivElement>> as ReactPointerEvent<HTMLDivElement>),
  )
  return {
    onHeight,
    setPointerCapture,
    dragged: () => result.current.dragged,
    send: (type: 'pointermove' | 'pointerup' | 'pointercancel', clientY: number, pointerId = 1) =>
      act(() => void window.dispatchEvent(new PointerEvent(type, { clientY, pointerId }))),
  }
}

test('it is as high as the finger holds it, and then goes to the nearest height', () => {
  const { send, dragged, onHeight } = touch({})
  send('pointermove', 500)
  expect(dragged()).toBe(530)
  send('pointerup', 500)
  expect(dragged()).toBeNull()
  expect(onHeight.mock.calls).toEqual([['half']])
  send('pointermove', 100)
  expect(dragged()).toBeNull() // it is over
})

test.each([
  ['up to the top', 'half', 500, 600, 'full'],
  ['down to the edge', 'half', 500, 1_150, 'peek'],
  ['a clear pull up, but not far', 'peek', 130, 850, 'half'],
  ['a clear pull down, but not far', 'full', 900, 950, 'half'],
  ['a little, and back it goes', 'half', 500, 880, 'half'],
  ['up where it cannot go further', 'full', 900, 800, 'full'],
] as const)('%s', (_how, height, pixels, endY, expected) => {
  const { send, onHeight } = touch({ height, pixels })
  send('pointermove', endY)
  send('pointerup', endY)
  expect(onHeight.mock.calls).toEqual([[expected]])
})

test('a tap belongs to what is under the finger', () => {
  const { send, dragged, onHeight, setPointerCapture } = touch({})
  send('pointermove', 895)
  expect(dragged()).toBeNull()
  send('pointerup', 895)
  expect(setPointerCapture).not.toHaveBeenCalled()
  expect(onHeight).not.toHaveBeenCalled()
})

test('what the browser takes for its own leaves it where it was', () => {
  const { send, dragged, onHeight } = touch({})
  send('pointermove', 500)
  send('pointercancel', 500)
  expect(dragged()).toBeNull()
  expect(onHeight).not.toHaveBeenCalled()
})

test('another finger does not move it', () => {
  const { send, dragged } = touch({})
  send('pointermove', 500, 2)
  expect(dragged()).toBeNull()
})

test('in a wide window it is a part of the panel and has no heights', () => {
  const { send, dragged } = touch({ isWide: true })
  send('pointermove', 500)
  expect(dragged()).toBeNull()
})
