import { act, renderHook } from '@testing-library/react'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { useImportProgress } from '@/components/imports/use-import-progress'
import type { ImportProgress } from '@/lib/imports/types'
import { json, stubApi } from '@/tests/support/browser-scene'

beforeAll(async () => void (await import('@/components/answers/table'))) // it takes a while

const STATE = 'GET /api/v1/imports/7'
const stage = { total: 1, done: 0, failed: 0, waiting: 1, bytes: 0 }

function progress(status: ImportProgress['status']): ImportProgress {
  return {
    id: '7',
    sequenceId: '3',
    isSequenceRemoved: false,
    kind: 'import',
    sequenceName: 'A walk',
    mapillarySequenceKey: 'key',
    status,
    reason: null,
    notes: [],
    waitingUntil: null,
    requestedAt: '2024-05-01T10:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    photoTotal: 1,
    stages: {
      data: stage,
      altitude: stage,
      trafficsigns: stage,
      segmentations: stage,
      instances: stage,
      originals: stage,
    },
    errorTotal: 0,
    errors: [],
  }
}

let streams: Stream[]

class Stream {
  onmessage: ((event: { data: string }) => void) | null = null
  onerror: (() => void) | null = null
  isOpen = true

  constructor(readonly url: string) {
    streams.push(this)
  }

  close() {
    this.isOpen = false
  }
}

beforeEach(() => {
  streams = []
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
})

function open(initial = progress('running')) {
  const hook = renderHook(() => useImportProgress(initial))
  const [stream] = streams
  return {
    ...hook,
    stream,
    status: () => hook.result.current.progress.status,
    send: (next: ImportProgress) => act(async () => stream?.onmessage?.({ data: JSON.stringify(next) })),
    fail: () => act(() => stream?.onerror?.()),
    wait: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)),
  }
}

test('a running import follows its stream', async () => {
  const live = open(progress('queued'))
  expect(live.stream?.url).toBe('/api/v1/imports/7/events')
  await live.send(progress('running'))
  await vi.waitFor(() => expect(live.status()).toBe('running'))
})

test('an import that is over opens no stream', () => {
  const live = open(progress('completed'))
  expect([streams, live.result.current.isActive]).toEqual([[], false])
})

test('the stream is closed when the import is over', async () => {
  const live = open()
  await live.send(progress('completed'))
  await vi.waitFor(() => expect(live.status()).toBe('completed'))
  expect(live.stream?.isOpen).toBe(false)
})

test('while the stream fails, the state is fetched every two seconds', async () => {
  const requests = stubApi({ [STATE]: () => json(progress('running')) })
  const live = open()
  await live.fail()
  await live.fail() // once more: there is one clock only
  await live.wait(1_999)
  expect(requests).toEqual([])
  await live.wait(1)
  await live.wait(2_000)
  expect(requests).toEqual([STATE, STATE])
})

test('a message of the stream ends the fetching', async () => {
  const requests = stubApi({ [STATE]: () => json(progress('running')) })
  const live = open()
  await live.fail()
  await live.send(progress('running'))
  await live.wait(10_000)
  expect(requests).toEqual([])
})

test('a page that is left fetches nothing and has no stream', async () => {
  const requests = stubApi({})
  const live = open()
  await live.fail()
  live.unmount()
  await vi.advanceTimersByTimeAsync(10_000)
  expect([requests, live.stream?.isOpen]).toEqual([[], false])
})

test('an answer that is no import is ignored', async () => {
  const live = open()
  await act(async () => live.stream?.onmessage?.({ data: '{"status":"completed"}' }))
  expect(live.status()).toBe('running')
})

test('when the server is away the last state stays', async () => {
  stubApi({ [STATE]: () => json({}, 502) })
  const live = open()
  await act(() => live.result.current.refresh())
  expect(live.status()).toBe('running')
})
