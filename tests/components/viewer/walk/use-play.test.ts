import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { type Direction, usePlay } from '@/components/viewer/walk/use-play'

let isMotionReduced: boolean
let tellMotion: () => void

beforeEach(() => {
  isMotionReduced = false
  tellMotion = () => undefined
  vi.useFakeTimers()
  vi.stubGlobal('matchMedia', () => ({
    get matches() {
      return isMotionReduced
    },
    addEventListener: (_: string, listener: () => void) => {
      tellMotion = listener
    },
    removeEventListener: () => undefined,
  }))
})

function open({ photosLeft = 100, stepMs = 0 } = {}) {
  const steps: Direction[] = []
  const step = async (direction: Direction) => {
    if (stepMs > 0) await new Promise((resolve) => setTimeout(resolve, stepMs))
    steps.push(direction)
    return true
  }
  const hook = renderHook(() => usePlay(step, () => steps.length < photosLeft))
  return {
    steps,
    ...hook,
    do: (action: (play: typeof hook.result.current) => void) => act(() => action(hook.result.current)),
    wait: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)),
    playing: () => hook.result.current.playing,
  }
}

test('it steps once a second, in its direction', async () => {
  const walk = open()
  walk.do(({ play }) => play('back'))
  await walk.wait(999)
  expect(walk.steps).toEqual([])
  await walk.wait(1)
  await walk.wait(1_000)
  expect(walk.steps).toEqual(['back', 'back'])
})

test('the speed counts', async () => {
  const walk = open()
  walk.do(({ setSpeed }) => setSpeed(4))
  walk.do(({ play }) => play('forward'))
  await walk.wait(1_000)
  expect(walk.steps).toHaveLength(4)
})

test('a slow step is waited for, and its time counts', async () => {
  const walk = open({ stepMs: 3_000 })
  walk.do(({ play }) => play('forward'))
  await walk.wait(1_000 + 2_999)
  expect(walk.steps).toEqual([])
  await walk.wait(1 + 3_010)
  expect(walk.steps).toHaveLength(2)
})

test('it ends where there is no photo any more', async () => {
  const walk = open({ photosLeft: 1 })
  walk.do(({ play }) => play('forward'))
  await walk.wait(2_000)
  expect([walk.steps, walk.playing()]).toEqual([['forward'], null])
})

test('a pause ends it, also in the middle of a step', async () => {
  const walk = open({ stepMs: 500 })
  walk.do(({ play }) => play('forward'))
  await walk.wait(1_200)
  walk.do(({ pause }) => pause())
  await walk.wait(10_000)
  expect([walk.steps, walk.playing()]).toEqual([['forward'], null])
})

test('a page that is left steps no more', async () => {
  const walk = open()
  walk.do(({ play }) => play('forward'))
  walk.unmount()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(walk.steps).toEqual([])
})

test('where less motion is preferred it asks first', () => {
  isMotionReduced = true
  const walk = open()
  walk.do(({ play }) => play('forward'))
  expect([walk.result.current.asked, walk.playing()]).toEqual(['forward', null])
  walk.do(({ play }) => play('back'))
  expect([walk.result.current.asked, walk.playing()]).toEqual(['back', null])
  walk.do(({ play }) => play('back'))
  expect([walk.result.current.asked, walk.playing()]).toEqual([null, 'back'])
})

test('it stops when less motion becomes preferred', () => {
  const walk = open()
  walk.do(({ play }) => play('forward'))
  isMotionReduced = true
  act(() => tellMotion())
  expect(walk.playing()).toBeNull()
})
