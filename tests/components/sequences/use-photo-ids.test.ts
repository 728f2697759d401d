import { renderHook, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { usePhotoIds } from '@/components/sequences/use-photo-ids'
import { json, stubApi } from '@/tests/support/browser-scene'

const url = (sequenceId: string, first: number) => `GET /api/v1/sequences/${sequenceId}/photos?first=${first}&count=100`
const answer = (first: number) => () => json({ photos: [{ id: `photo-${first}`, n: first }] })

function open(sequenceId: string, numbers: number[]) {
  return renderHook((props) => usePhotoIds(props.sequenceId, props.numbers), { initialProps: { sequenceId, numbers } })
}

test('the windows in sight are fetched, each once', async () => {
  const requests = stubApi({ [url('1', 1)]: answer(1), [url('1', 101)]: answer(101) })
  const { result, rerender } = open('1', [99, 100, 101])
  await waitFor(() =>
    expect([...result.current]).toEqual([
      [1, 'photo-1'],
      [101, 'photo-101'],
    ]),
  )
  rerender({ sequenceId: '1', numbers: [151] })
  rerender({ sequenceId: '1', numbers: [6, 151] })
  expect(requests).toEqual([url('1', 1), url('1', 101)])
})

test('another sequence has its own photos', async () => {
  stubApi({ [url('1', 1)]: answer(1), [url('2', 1)]: () => json({ photos: [{ id: 'other', n: 1 }] }) })
  const { result, rerender } = open('1', [1])
  await waitFor(() => expect(result.current.get(1)).toBe('photo-1'))
  rerender({ sequenceId: '2', numbers: [1] })
  expect(result.current.size).toBe(0)
  await waitFor(() => expect(result.current.get(1)).toBe('other'))
})

test('back in a sequence its photos are fetched again', async () => {
  const requests = stubApi({ [url('1', 1)]: answer(1), [url('2', 1)]: answer(1) })
  const { result, rerender } = open('1', [1])
  await waitFor(() => expect(result.current.size).toBe(1))
  rerender({ sequenceId: '2', numbers: [1] })
  await waitFor(() => expect(result.current.size).toBe(1))
  rerender({ sequenceId: '1', numbers: [1] })
  await waitFor(() => expect(requests).toEqual([url('1', 1), url('2', 1), url('1', 1)]))
})

test('a window that failed is fetched again when it comes into sight again', async () => {
  let isBroken = true
  const requests = stubApi({
    [url('1', 1)]: () => (isBroken ? json({}, 500) : answer(1)()),
    [url('1', 101)]: answer(101),
  })
  const { result, rerender } = open('1', [1])
  await waitFor(() => expect(requests).toHaveLength(1))
  isBroken = false
  rerender({ sequenceId: '1', numbers: [101] })
  await waitFor(() => expect(result.current.size).toBe(1))
  rerender({ sequenceId: '1', numbers: [1, 101] })
  await waitFor(() => expect(result.current.get(1)).toBe('photo-1'))
})
