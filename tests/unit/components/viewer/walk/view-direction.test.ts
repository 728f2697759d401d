import { expect, test } from 'vitest'
import { DEFAULT_ZOOM, isAsOpened } from '@/components/viewer/walk/view-direction'

test.each([
  ['ahead', { heading: 359.8, pitch: 0, zoom: DEFAULT_ZOOM }, 0, true],
  ['aside', { heading: 12, pitch: 0, zoom: DEFAULT_ZOOM }, 0, false],
  ['up', { heading: 90, pitch: 5, zoom: DEFAULT_ZOOM }, 90, false],
  ['near', { heading: 90, pitch: 0, zoom: 50 }, 90, false],
  ['to the middle of a photo of unknown heading', { heading: 0, pitch: 0, zoom: DEFAULT_ZOOM }, null, true],
] as const)('looking %s', (_, looking, compassAngle, expected) => {
  expect(isAsOpened(looking, compassAngle)).toBe(expected)
})
