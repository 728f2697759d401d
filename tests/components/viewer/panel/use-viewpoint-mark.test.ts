import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useViewpointMark } from '@/components/viewer/panel/use-viewpoint-mark'
import type { PhotoDetails } from '@/lib/photos/types'
import { held, json, photoDetails, stubApi } from '@/tests/support/browser-scene'

const PUT = 'PUT /api/v1/photos/7/viewpoint'
const DELETE = 'DELETE /api/v1/photos/7/viewpoint'

/** The hook beside a photo that it changes. */
function open(properties: Partial<PhotoDetails> = {}) {
  let photo = photoDetails('7', properties)
  const change = (_photoId: string, changed: Partial<PhotoDetails>) => show({ ...photo.properties, ...changed })
  const hook = renderHook((props) => useViewpointMark({ photo: props.photo, change }), { initialProps: { photo } })
  function show(next: PhotoDetails, id = photo.id) {
    photo = { ...photo, id, properties: next }
    hook.rerender({ photo })
  }
  return {
    show: (id: string) => show(photo.properties, id),
    /** Marks, up to the first wait. */
    async begin(value: boolean | null) {
      const marking = { end: Promise.resolve() }
      await act(async () => {
        marking.end = hook.result.current.mark(value)
      })
      return { end: () => act(() => marking.end) }
    },
    mark: (value: boolean | null) => act(() => hook.result.current.mark(value)),
    failure: () => hook.result.current.failure,
    state: () => [photo.properties.ownMark, photo.properties.viewpointCount],
  }
}

test('a mark counts at once, then as the server has it', async () => {
  const server = held()
  stubApi({ [PUT]: server.answer })
  const control = open({ viewpointCount: 4 })
  const marking = await control.begin(true)
  expect(control.state()).toEqual([true, 5])
  server.release(json({ value: true, count: 9 }))
  await marking.end()
  expect(control.state()).toEqual([true, 9])
})

test('another mark in its place counts once', async () => {
  stubApi({ [PUT]: () => new Promise(() => undefined) })
  const control = open({ ownMark: true, viewpointCount: 4 })
  await control.begin(false)
  expect(control.state()).toEqual([false, 3])
})

test('the same mark again sends nothing', async () => {
  const requests = stubApi({})
  await open({ ownMark: true, viewpointCount: 4 }).mark(true)
  expect(requests).toEqual([])
})

test('a mark that is taken away is deleted', async () => {
  const requests = stubApi({ [DELETE]: () => json({ value: null, count: 3 }) })
  const control = open({ ownMark: true, viewpointCount: 4 })
  await control.mark(null)
  expect([requests, control.state()]).toEqual([[DELETE], [null, 3]])
})

test('a mark that is refused is undone with the reason, which the next photo does not show', async () => {
  stubApi({ [PUT]: () => json({ detail: 'Too many marks.' }, 429) })
  const control = open({ viewpointCount: 4 })
  await control.mark(true)
  expect([control.state(), control.failure()]).toEqual([[null, 4], 'Too many marks.'])
  control.show('8')
  expect(control.failure()).toBeNull()
})

test('of two quick marks the second is sent after the first, and only its answer counts', async () => {
  const first = held()
  const requests = stubApi({ [PUT]: first.answer, [DELETE]: () => json({ value: null, count: 4 }) })
  const control = open({ viewpointCount: 4 })
  const marking = await control.begin(true)
  const unmarking = await control.begin(null)
  expect(requests).toEqual([PUT])
  first.release(json({ detail: 'Too many marks.' }, 429))
  await marking.end()
  await unmarking.end()
  expect(requests).toEqual([PUT, DELETE])
  expect([control.state(), control.failure()]).toEqual([[null, 4], null])
})
