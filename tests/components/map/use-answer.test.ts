import { renderHook, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useAnswer } from '@/components/map/cards/use-answer'

const PATIENT = { timeout: 10_000 } // the schemas are loaded with the first answer

const mark = (count: number) => Response.json({ value: null, count })

function held() {
  let answer: (response: Response) => void = () => undefined
  const promise = new Promise<Response>((resolve) => {
    answer = resolve
  })
  return { promise, answer: (response: Response) => answer(response) }
}

test('an answer is there when it has come, and gone when another one is wanted', async () => {
  const later = held()
  vi.stubGlobal('fetch', (url: string) => (url === '/1' ? mark(1) : later.promise))
  const { result, rerender } = renderHook(({ url }) => useAnswer(url, 'ViewpointMark'), { initialProps: { url: '/1' } })
  expect(result.current).toBeNull()
  await waitFor(() => expect(result.current?.count).toBe(1), PATIENT)

  rerender({ url: '/2' })
  expect(result.current).toBeNull()
  later.answer(mark(2))
  await waitFor(() => expect(result.current?.count).toBe(2), PATIENT)
})

test('an answer that comes too late is not shown', async () => {
  const first = held()
  vi.stubGlobal('fetch', (url: string) => (url === '/1' ? first.promise : mark(2)))
  const { result, rerender } = renderHook(({ url }) => useAnswer(url, 'ViewpointMark'), { initialProps: { url: '/1' } })
  rerender({ url: '/2' })
  await waitFor(() => expect(result.current?.count).toBe(2), PATIENT)
  first.answer(mark(1))
  await first.promise
  rerender({ url: '/2' })
  expect(result.current?.count).toBe(2)
})
