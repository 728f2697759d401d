import { act, renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { type PanoramaFacts, panoramaOf } from '@/components/viewer/sphere/panorama-of'
import type { Sphere } from '@/components/viewer/sphere/sphere'
import { usePanorama } from '@/components/viewer/sphere/use-panorama'
import { tileLevelsOf } from '@/lib/model/pictures/tile-levels'
import { photoDetails } from '@/tests/support/browser-scene'

const backup = { bytes: 1, sha256: '00', at: '2024-05-01T10:00:00.000Z', form: null, flaws: [], file: null }
const whole = { pano: true, backup, tileLevels: tileLevelsOf({ width: 8_192, height: 4_096 }) }

test('a photo is drawn once, whatever else of it changes', async () => {
  const shown: PanoramaFacts[] = []
  const sphere: Sphere = Object.assign({} as Sphere, {
    show: async (facts: PanoramaFacts) => {
      shown.push(facts)
      return 'drawn'
    },
  })
  const given = { isShown: true, requestedView: null, upcoming: () => [], onUnplaced: () => undefined }
  const { result, rerender } = renderHook((photo) => usePanorama(sphere, { ...given, photo }), {
    initialProps: photoDetails('7', whole),
  })
  await act(async () => undefined)
  expect(result.current).toBe('7')
  rerender(
    photoDetails('7', { ...whole, viewpointCount: 3, tileLevels: tileLevelsOf({ width: 8_192, height: 4_096 }) }),
  )
  await act(async () => undefined)
  expect(shown).toHaveLength(1)
  rerender(photoDetails('8', { pano: true, backup }))
  await act(async () => undefined)
  const [seven, eight] = shown.map(panoramaOf)
  expect(seven?.urls).toEqual(['/api/v1/photos/7/image?size=1024', '/api/v1/photos/7/image?size=2048'])
  expect(seven?.tiles?.levels).toEqual(whole.tileLevels)
  expect(seven?.tiles?.urlOf({ level: 3, column: 7, row: 2 })).toBe('/api/v1/photos/7/tiles/3/7/2')
  expect(eight?.urls.at(-1)).toBe('/api/v1/photos/8/image?size=full')
  expect(eight?.tiles).toBeNull()
})

test('on a slow line a small picture comes first', () => {
  const facts = { id: '7', isBackedUp: false, compassAngle: null, crop: null, width: 0, height: 0 }
  const page = { ...performance.mark('page'), responseEnd: 1_500 }
  const entries = vi.spyOn(performance, 'getEntriesByType').mockReturnValue([page])
  expect(panoramaOf(facts).urls).toEqual([320, 1024, 2048].map((size) => `/api/v1/photos/7/image?size=${size}`))
  entries.mockRestore()
  expect(panoramaOf(facts).urls).toHaveLength(2)
})
