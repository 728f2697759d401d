import { act, renderHook } from '@testing-library/react'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { useNamed } from '@/components/search/use-named'
import { json, stubApi } from '@/tests/support/browser-scene'

const place = (name: string) => ({ name, detail: '', lngLat: [11.3, 47.1] })
const answer = (name: string) => () => json({ sequences: [], places: [place(name)] })

beforeAll(async () => void (await import('@/components/answers/table'))) // it takes a while
beforeEach(() => void vi.useFakeTimers())

function type(first: string) {
  const { result, rerender, unmount } = renderHook(({ text }) => useNamed(text), { initialProps: { text: first } })
  return {
    type: (text: string) => rerender({ text }),
    wait: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)),
    names: () => result.current.places.map(({ name }) => name),
    isLooking: () => result.current.isLooking,
    unmount,
  }
}

test('places are requested when the user pauses', async () => {
  const requests = stubApi({ 'GET /api/suggestions?q=Innsbruck': answer('Innsbruck') })
  const box = type('Inns')
  await box.wait(299)
  box.type('Innsbruck ')
  await box.wait(299)
  expect([requests, box.isLooking()]).toEqual([[], true])
  await box.wait(1)
  await vi.waitFor(() => expect(box.names()).toEqual(['Innsbruck']))
  expect([requests, box.isLooking()]).toEqual([['GET /api/suggestions?q=Innsbruck'], false])
})

test.each(['', 'In', '  In  ', '47.1, 11.3'])('nothing is requested for "%s"', async (text) => {
  const requests = stubApi({})
  const box = type(text)
  await box.wait(1_000)
  expect([requests, box.isLooking(), box.names()]).toEqual([[], false, []])
})

test('the places of an earlier text are not shown for a new one', async () => {
  stubApi({ 'GET /api/suggestions?q=Innsbruck': answer('Innsbruck') })
  const box = type('Innsbruck')
  await box.wait(300)
  await vi.waitFor(() => expect(box.names()).toEqual(['Innsbruck']))
  box.type('Innsbruc')
  expect([box.names(), box.isLooking()]).toEqual([[], true])
})

test('a request that is no longer wanted is aborted', async () => {
  const signals: (AbortSignal | null | undefined)[] = []
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    signals.push(init.signal)
    return new Promise(() => undefined)
  })
  const box = type('Innsbruck')
  await box.wait(300)
  expect(signals[0]?.aborted).toBe(false)
  box.type('Imst')
  expect(signals[0]?.aborted).toBe(true)
  await box.wait(300)
  box.unmount()
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
})

test('when the geocoder fails there are no places, and the waiting ends', async () => {
  stubApi({ 'GET /api/suggestions?q=Innsbruck': () => json({}, 502) })
  const box = type('Innsbruck')
  await box.wait(300)
  await vi.waitFor(() => expect(box.isLooking()).toBe(false))
  expect(box.names()).toEqual([])
})
