import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useResultPlace } from '@/components/viewer/walk/use-result-place'
import { photoDetails } from '@/tests/support/browser-scene'

const at = (n: number, isInResult = true) => ({
  photo: photoDetails(String(n)),
  ways: { previous: [String(n - 1)], next: [String(n + 1)] },
  isInResult,
})

test('from the first photo on each step counts one, both ways', () => {
  const walk = renderHook((now) => useResultPlace(now, { position: 5, total: 40 }), { initialProps: at(7) })
  const positionAt = (n: number, isInResult?: boolean) => {
    walk.rerender(at(n, isInResult))
    return walk.result.current?.position
  }
  expect(walk.result.current).toEqual({ position: 5, total: 40 })
  expect([8, 9, 8, 7, 6].map((n) => positionAt(n))).toEqual([6, 7, 6, 5, 4])
  expect(positionAt(30)).toBeUndefined() // nobody counted as far as there
  expect(positionAt(6)).toBe(4)
  expect(positionAt(6, false)).toBeUndefined()
})

test('without a count there is none', () => {
  expect(renderHook(() => useResultPlace(at(7), null)).result.current).toBeNull()
})
