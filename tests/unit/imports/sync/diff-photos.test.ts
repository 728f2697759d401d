import { expect, test } from 'vitest'
import { diffPhotos, type StoredPhoto } from '@/lib/imports/sync/diff-photos'
import type { MapillaryImage } from '@/lib/mapillary/types'

const day = new Date('2024-05-03T10:00:00Z')

const stored = (n: number, values: Partial<StoredPhoto> = {}): StoredPhoto => ({
  id: 100 + n,
  n,
  mapillaryKey: `key-${n}`,
  importedAt: day,
  backedUpAt: day,
  deniedAt: null,
  goneAt: null,
  capturedAt: day,
  lng: -3.1,
  lat: 54.45,
  compassAngle: 90.1,
  isPano: false,
  isPrivate: false,
  cameraMake: 'GoPro',
  cameraModel: 'HERO8',
  ...values,
})

const image = (n: number, values: Partial<MapillaryImage> = {}): MapillaryImage => ({
  key: `key-${n}`,
  userKey: 'user',
  sequenceKey: 'sequence',
  lngLat: [-3.1, 54.45],
  compassAngle: 90.1,
  capturedAt: day,
  isPano: false,
  isPrivate: false,
  cameraMake: 'GoPro',
  cameraModel: 'HERO8',
  raw: {},
  ...values,
})

const diff = (photos: StoredPhoto[], images: MapillaryImage[], newKeys: string[] = []) =>
  diffPhotos(photos, { newKeys, images: new Map(images.map((found) => [found.key, found])), now })

const now = new Date('2024-06-01T12:00:00Z')
const nothing = { added: [], changed: [], back: [], gone: [], incomplete: [] }
const known = (n: number) => ({ id: 100 + n, n, mapillaryKey: `key-${n}` })

test('photos that are the same on both sides are in no list', () => {
  expect(diff([stored(1), stored(2)], [image(1), image(2)])).toEqual(nothing)
})

test('a heading that was stored in four bytes counts as the same', () => {
  expect(diff([stored(1, { compassAngle: 211.3437 })], [image(1, { compassAngle: 211.34370422363281 })])).toEqual(
    nothing,
  )
})

test.each([
  ['time', { capturedAt: new Date('2024-05-03T10:00:01Z') }],
  ['position', { lngLat: [-3.1000001, 54.45] }],
  ['position', { lngLat: null }],
  ['heading', { compassAngle: 91 }],
  ['heading', { compassAngle: null }],
  ['camera', { cameraModel: 'HERO9' }],
  ['kind', { isPano: true }],
  ['privacy', { isPrivate: true }],
] as const)('a new %s is named', (fact, values) => {
  const changed = image(1, values as Partial<MapillaryImage>)
  expect(diff([stored(1)], [changed])).toEqual({ ...nothing, changed: [{ ...known(1), facts: [fact] }] })
})

test('new photos get the numbers after the last one, also after one that is gone', () => {
  const { added, gone } = diff([stored(1), stored(7)], [image(1), image(8), image(9)], ['key-8', 'key-9'])
  expect(added.map(({ n, mapillaryKey }) => [n, mapillaryKey])).toEqual([
    [8, 'key-8'],
    [9, 'key-9'],
  ])
  expect(gone).toEqual([known(7)])
})

test('a new key that Mapillary lists but does not know is no new photo', () => {
  expect(diff([stored(1)], [image(1)], ['key-2'])).toEqual(nothing)
})

test('a photo that Mapillary denied is looked at again when a day has passed, and never once it is gone', () => {
  expect(diff([stored(1, { deniedAt: new Date('2024-05-31T12:00:01Z') })], [])).toEqual(nothing)
  expect(diff([stored(1, { deniedAt: new Date('2024-05-31T12:00:00Z') })], [])).toEqual({
    ...nothing,
    gone: [known(1)],
  })
})

test('a photo is gone once, and back when Mapillary has it again', () => {
  const gone = stored(1, { deniedAt: day, goneAt: day })
  expect(diff([gone], [])).toEqual(nothing)
  expect(diff([gone], [image(1, { compassAngle: 5 })])).toEqual({ ...nothing, back: [known(1)] })
})

test('a photo whose data or original is missing is incomplete while Mapillary has it, and never gone without a trace here', () => {
  const noData = stored(1, { importedAt: null })
  const noOriginal = stored(2, { backedUpAt: null })
  const nothingYet = stored(3, { importedAt: null, backedUpAt: null })
  expect(diff([noData, noOriginal, nothingYet], [image(1), image(2)])).toEqual({
    ...nothing,
    incomplete: [known(1), known(2)],
  })
})
