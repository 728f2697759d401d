import { expect, test } from 'vitest'
import type { DetectionLayer } from '@/lib/model/layers'
import { describePhoto, directionName } from '@/lib/photos/describe-photo'

test('a photo is described by its facts and what is on it, not by its surroundings', () => {
  const tag = (value: string, layer: DetectionLayer = 'instances') => ({ value, layer })

  expect(
    describePhoto({
      pano: true,
      compassAngle: 47,
      altitude: 811.6,
      capturedAt: '2024-05-03T10:00:00Z',
      tags: [
        tag('nature--sky', 'segmentations'),
        tag('object--bench'),
        tag('regulatory--stop--g1'),
        tag('object--bench'),
      ],
    }),
  ).toBe('360° photo looking north-east, 812 m, 3 May 2024; 2 benches, stop sign')
})

test('what is not known is not said', () => {
  expect(describePhoto({ pano: false, compassAngle: null, capturedAt: null })).toBe('Photo')
})

test.each([
  [0, 'north'],
  [22, 'north'],
  [23, 'north-east'],
  [180, 'south'],
  [359, 'north'],
  [-90, 'west'],
])('%d degrees is %s', (degrees, name) => {
  expect(directionName(degrees)).toBe(name)
})
