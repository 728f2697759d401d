import { act, renderHook } from '@testing-library/react'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { useNearby } from '@/components/viewer/walk/use-nearby'
import { held, json, stubApi } from '@/tests/support/browser-scene'

const near = (id: string) => ({
  photos: [
    {
      id,
      distance: 12,
      bearing: 90,
      capturedAt: null,
      pano: false,
      sequence: { id: '1', name: 'A walk' },
      user: { username: 'ada' },
    },
  ],
})
const url = (photoId: string) => `GET /api/v1/photos/${photoId}/nearby`

beforeAll(async () => void (await import('@/components/answers/table'))) // it takes a while
beforeEach(() => void vi.useFakeTimers())

function open(photoId: string) {
  const { result, rerender, unmount } = renderHook((props) => useNearby(props.photoId), { initialProps: { photoId } })
  return {
    go: (next: string) => rerender({ photoId: next }),
    wait: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)),
    ids: () => result.current.map(({ id }) => id),
    unmount,
  }
}

test('who walks on quickly requests nothing', async () => {
  const requests = stubApi({ [url('3')]: () => json(near('9')) })
  const walk = open('1')
  await walk.wait(249)
  walk.go('2')
  await walk.wait(249)
  walk.go('3')
  await walk.wait(250)
  await vi.waitFor(() => expect(walk.ids()).toEqual(['9']))
  expect(requests).toEqual([url('3')])
})

test('what is near one photo is not shown at another, even when it comes late', async () => {
  const late = held()
  stubApi({ [url('1')]: late.answer, [url('2')]: () => json(near('8')) })
  const walk = open('1')
  await walk.wait(250)
  walk.go('2')
  await walk.wait(250)
  await vi.waitFor(() => expect(walk.ids()).toEqual(['8']))
  late.release(json(near('9')))
  await walk.wait(0)
  expect(walk.ids()).toEqual(['8'])
  walk.go('3')
  expect(walk.ids()).toEqual([])
})

test('without an answer nothing is near', async () => {
  const requests = stubApi({})
  const walk = open('1')
  await walk.wait(250)
  expect([requests, walk.ids()]).toEqual([[url('1')], []])
})
