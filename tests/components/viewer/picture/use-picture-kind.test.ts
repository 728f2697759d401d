import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { usePictureKind } from '@/components/viewer/picture/use-picture-kind'
import { photoDetails } from '@/tests/support/browser-scene'

const flat = photoDetails('1')
const panorama = photoDetails('2', { pano: true })
const another = photoDetails('3', { pano: true })

function open(photo = flat) {
  return renderHook((shown) => usePictureKind(shown), { initialProps: photo })
}

test('a panorama is a sphere, which stays behind the flat photo after it', () => {
  const { result, rerender } = open()
  expect(result.current).toMatchObject({ isSphere: false, keepsSphere: false, flatReason: null })
  rerender(panorama)
  expect(result.current).toMatchObject({ isSphere: true, keepsSphere: true })
  rerender(flat)
  expect(result.current).toMatchObject({ isSphere: false, keepsSphere: true, flatReason: null })
})

test('a sphere that failed stays away, and says why', () => {
  const { result, rerender } = open(panorama)
  act(() => result.current.failSphere('No WebGL'))
  expect(result.current).toMatchObject({ isSphere: false, keepsSphere: false, flatReason: 'No WebGL' })
  rerender(another)
  expect(result.current).toMatchObject({ isSphere: false, flatReason: 'No WebGL' })
})

test('a panorama that cannot be placed is flat, and only that one', () => {
  const { result, rerender } = open(panorama)
  act(() => result.current.markUnplaced())
  expect(result.current.isSphere).toBe(false)
  expect(result.current.flatReason).toMatch(/shown flat/)
  rerender(another)
  expect(result.current).toMatchObject({ isSphere: true, flatReason: null })
})

test('a picture that is missing says nothing about the next', () => {
  const { result, rerender } = open()
  act(() => result.current.markMissing())
  expect(result.current.isMissing).toBe(true)
  rerender(panorama)
  expect(result.current.isMissing).toBe(false)
})
