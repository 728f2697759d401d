import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useAllOutlines } from '@/components/viewer/regions/use-all-outlines'

beforeEach(() => localStorage.clear())

const open = () => renderHook(() => useAllOutlines()).result

test('outlines are hidden at first, and the choice is remembered until it is taken back', () => {
  const result = open()
  expect(result.current[0]).toBe(false)
  act(() => result.current[1](true))
  expect(result.current[0]).toBe(true)
  expect(open().current[0]).toBe(true)
  act(() => result.current[1](false))
  expect(open().current[0]).toBe(false)
})

test('where storage is forbidden the choice lasts as long as the page', () => {
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new DOMException('forbidden', 'SecurityError')
    },
    setItem() {
      throw new DOMException('forbidden', 'SecurityError')
    },
  })
  const result = open()
  act(() => result.current[1](true))
  expect(result.current[0]).toBe(true)
})
