import { expect, test } from 'vitest'
import { EVERY_TAG, groupTags, isChosen, isHighlighted } from '@/components/viewer/regions/tag-group'
import type { PhotoTag } from '@/lib/photos/types'

const tag = (id: string, values: Partial<PhotoTag>): PhotoTag => ({
  id,
  source: 'mapillary',
  layer: 'instances',
  value: 'object--bench',
  score: null,
  area: null,
  shape: null,
  ...values,
})

test('tags are grouped by layer, signs first, and counted by value with the best score', () => {
  const groups = groupTags([
    tag('1', { score: 0.5 }),
    tag('2', { score: 0.9 }),
    tag('3', { value: 'animal--bird' }),
    tag('4', { layer: 'trafficsigns', value: 'regulatory--stop--g1' }),
  ])

  expect(groups).toEqual([
    {
      layer: 'trafficsigns',
      name: 'Traffic signs',
      count: 1,
      entries: [{ value: 'regulatory--stop--g1', name: 'Stop sign', count: 1, bestScore: null }],
    },
    {
      layer: 'instances',
      name: 'Objects',
      count: 3,
      entries: [
        { value: 'object--bench', name: 'Bench', count: 2, bestScore: 0.9 },
        { value: 'animal--bird', name: 'Bird', count: 1, bestScore: null },
      ],
    },
  ])
})

test('an entry of the list lights all its regions in its layer, a region only itself', () => {
  const bench = tag('1', {})
  const other = tag('2', {})

  expect(isHighlighted(bench, { layer: 'instances', value: 'object--bench', tagId: null })).toBe(true)
  expect(isHighlighted(bench, { layer: 'segmentations', value: 'object--bench', tagId: null })).toBe(false)
  expect(isHighlighted(bench, { layer: 'instances', value: 'object--bench', tagId: '1' })).toBe(true)
  expect(isHighlighted(other, { layer: 'instances', value: 'object--bench', tagId: '1' })).toBe(false)
  expect(isHighlighted(bench, null)).toBe(false)
})

test('tags are chosen by layer, name and certainty; one without a score is never left out for it', () => {
  const bench = tag('1', { score: 0.4 })
  expect(isChosen(bench, EVERY_TAG)).toBe(true)
  expect(isChosen(bench, { ...EVERY_TAG, hidden: new Set(['instances' as const]) })).toBe(false)
  expect(isChosen(bench, { ...EVERY_TAG, name: ' BEN' })).toBe(true)
  expect(isChosen(bench, { ...EVERY_TAG, name: 'lamp' })).toBe(false)
  expect(isChosen(bench, { ...EVERY_TAG, minScore: 0.5 })).toBe(false)
  expect(isChosen(tag('2', { score: null }), { ...EVERY_TAG, minScore: 0.5 })).toBe(true)
})
