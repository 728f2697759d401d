import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useSteps } from '@/components/viewer/walk/use-steps'
import { photoDetails } from '@/tests/support/browser-scene'

function open({ next = ['2'], isLocked = false, isShown = true } = {}) {
  const show = vi.fn(async () => isShown)
  const [onLeave, onArrive] = [vi.fn(), vi.fn()]
  const ways = { previous: [], next }
  const hook = renderHook(
    (props) => useSteps({ photo: photoDetails('1'), ways: props.ways, show }, { isLocked, onLeave, onArrive }),
    { initialProps: { ways } },
  )
  return { ...hook, show, onLeave, onArrive }
}

test('a step leaves, shows the next photo and arrives', async () => {
  const { result, show, onLeave, onArrive } = open()
  expect([result.current.canGo('forward'), result.current.canGo('back')]).toEqual([true, false])
  act(() => result.current.stepTo('forward'))
  await waitFor(() => expect(onArrive).toHaveBeenCalledWith('2'))
  expect(onLeave).toHaveBeenCalledOnce()
  expect(show).toHaveBeenCalledWith('2')
})

test('a photo that cannot be shown is not arrived at', async () => {
  const { result, show, onArrive } = open({ isShown: false })
  await act(async () => result.current.stepTo('forward'))
  expect(show).toHaveBeenCalledOnce()
  expect(onArrive).not.toHaveBeenCalled()
})

test('an end says so until there is more', () => {
  const { result, rerender } = open({ next: [] })
  expect(result.current.end).toBeNull()
  act(() => result.current.stepTo('forward'))
  expect(result.current.end).toBe('forward')
  rerender({ ways: { previous: [], next: ['2'] } })
  expect(result.current.end).toBeNull()
})

test('nothing moves while the viewer is locked', async () => {
  const { result, show, onLeave } = open({ isLocked: true })
  await act(async () => result.current.stepTo('forward'))
  await act(async () => result.current.step('2'))
  expect(result.current.canGo('forward')).toBe(false)
  expect([show, onLeave].map(({ mock }) => mock.calls)).toEqual([[], []])
})
