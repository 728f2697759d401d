import { getTableColumns } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { importPhotos } from '@/db/schema/imports'
import { IMPORT_STAGES } from '@/lib/model/import-stages'
import { DETECTION_LAYERS, LAYERS, LISTED_LAYERS } from '@/lib/model/layers'

test('the stages keep their ids: imports under way are taken up by them', () => {
  const ids = ['data', 'altitude', 'trafficsigns', 'segmentations', 'instances', 'originals']
  expect(IMPORT_STAGES.filter((stage) => ids.includes(stage))).toEqual(ids)
})

test('every layer is a stage, and every stage a column of its own name', () => {
  const columns = Object.values(getTableColumns(importPhotos)).map(({ name }) => name)
  expect(IMPORT_STAGES).toEqual(expect.arrayContaining([...DETECTION_LAYERS]))
  expect(columns).toEqual(['import_id', 'photo_id', ...IMPORT_STAGES, 'bytes'])
})

test('people read of objects before what surrounds them', () => {
  expect(LISTED_LAYERS).toHaveLength(DETECTION_LAYERS.length)
  const firstBackground = LISTED_LAYERS.findIndex((layer) => LAYERS[layer].isBackground)
  expect(LISTED_LAYERS.slice(firstBackground).every((layer) => LAYERS[layer].isBackground)).toBe(true)
})
