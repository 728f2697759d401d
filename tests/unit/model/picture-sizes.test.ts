import { expect, test } from 'vitest'
import { mapThumbnails, NAMED_SIZES, PICTURE_SIZES, THUMBNAIL_SIZES } from '@/lib/model/pictures/picture-sizes'

test('a thumbnail is as wide as its name says', () => {
  expect(THUMBNAIL_SIZES.map((size) => PICTURE_SIZES[size].maxWidth)).toEqual(THUMBNAIL_SIZES)
})

test('thumbnails come first, the smallest before the others', () => {
  expect([...THUMBNAIL_SIZES, ...NAMED_SIZES].map(String)).toEqual(Object.keys(PICTURE_SIZES))
  expect(THUMBNAIL_SIZES).toEqual(THUMBNAIL_SIZES.toSorted((a, b) => a - b))
})

test('every thumbnail gets a value', () => {
  expect(mapThumbnails((size) => size * 2)).toEqual({ 320: 640, 640: 1280, 1024: 2048, 2048: 4096 })
})
