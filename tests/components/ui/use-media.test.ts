import { act, renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useMedia } from '@/components/ui/use-media'

test('a media query is followed, and let go of', () => {
  const media = Object.assign(new EventTarget(), { matches: false })
  const removed = vi.spyOn(media, 'removeEventListener')
  const asked = vi.fn(() => media)
  vi.stubGlobal('matchMedia', asked)
  const { result, unmount } = renderHook(() => useMedia('(width < 40rem)'))
  expect(result.current).toBe(false)
  act(() => {
    media.matches = true
    media.dispatchEvent(new Event('change'))
  })
  expect(result.current).toBe(true)
  expect(new Set(asked.mock.calls.flat())).toEqual(new Set(['(width < 40rem)']))
  unmount()
  expect(removed).toHaveBeenCalledOnce()
})
