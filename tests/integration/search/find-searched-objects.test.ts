import { expect } from 'vitest'
import type { Db } from '@/db/client'
import type { DetectionShape, PicturePoint } from '@/lib/model/pictures/picture-shapes'
import { findPhotos } from '@/lib/search/find-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertTag } from '@/tests/support/factories'

const mapillary = { photoPageUrl: (key: string) => `https://mapillary.test/${key}` }

async function searchedOn(db: Db, query: string) {
  const filter = parsePhotoFilter(new URLSearchParams(query))
  const { features } = await findPhotos({ db, mapillary, origin: 'https://paths.test' }, { filter, viewer: null })
  return features.map(({ properties }) => properties.searched)
}

const outline = (left: number, top: number, side: number): PicturePoint[] => [
  [left, top],
  [left + side, top],
  [left + side, top + side],
  [left, top + side],
  [left, top],
]
const square = (left: number, top: number, side: number): DetectionShape => ({
  type: 'Polygon',
  coordinates: [outline(left, top, side)],
})
const boxOf = (left: number, top: number, side: number) => ({
  left,
  top,
  width: expect.closeTo(side),
  height: expect.closeTo(side),
})

test('a search for objects tells where the largest of them is that is no backdrop', async ({ db }) => {
  const { id: photoId } = await insertPhoto(db)
  await insertDetection(db, { photoId, shape: square(0.1, 0.1, 0.1), area: 0.01 })
  await insertDetection(db, { photoId, shape: square(0.5, 0.5, 0.2), area: 0.04 })
  await insertDetection(db, { photoId, shape: square(0, 0, 0.9), area: 0.81 })
  await insertDetection(db, { photoId, value: 'nature--sky', shape: square(0, 0, 0.3), area: 0.09 })

  const bench = { value: 'object--bench', box: boxOf(0.5, 0.5, 0.2) }
  expect(await searchedOn(db, 'tag=object--bench')).toEqual([bench])
  expect(await searchedOn(db, 'tag=object--*')).toEqual([bench])
  expect(await searchedOn(db, 'tag=object--bench&minArea=0.5')).toEqual([
    { value: 'object--bench', box: boxOf(0, 0, 0.9) },
  ])
})

test('a search without objects, or for one that nobody outlined, tells nothing', async ({ db }) => {
  const { id: photoId } = await insertPhoto(db)
  await insertDetection(db, { photoId, shape: null, area: null })

  expect(await searchedOn(db, '')).toEqual([undefined])
  expect(await searchedOn(db, 'tag=object--bench')).toEqual([undefined])
})

test('tags of people count, but for removed ones', async ({ db }) => {
  const { id: photoId } = await insertPhoto(db)
  const coordinates: [PicturePoint[]] = [outline(0.2, 0.2, 0.1)]
  await insertTag(db, { photoId, type: 'bench', shape: { type: 'Polygon', coordinates }, area: 0.01 })
  const removed: [PicturePoint[]] = [outline(0.6, 0.6, 0.2)]
  await insertTag(db, {
    photoId,
    type: 'bench',
    shape: { type: 'Polygon', coordinates: removed },
    area: 0.04,
    removedAt: new Date(),
  })

  expect(await searchedOn(db, 'tag=bench')).toEqual([{ value: 'bench', box: boxOf(0.2, 0.2, 0.1) }])
  expect(await searchedOn(db, 'tag=bench&source=mtp')).toEqual([{ value: 'bench', box: boxOf(0.2, 0.2, 0.1) }])
})

test('of a region that goes over the seam of a sphere the larger part is told', async ({ db }) => {
  const { id: photoId } = await insertPhoto(db, { isPano: true })
  const shape: DetectionShape = {
    type: 'MultiPolygon',
    coordinates: [[outline(0.98, 0.4, 0.02)], [outline(0, 0.4, 0.1)]],
  }
  await insertDetection(db, { photoId, shape, area: 0.01 })

  expect(await searchedOn(db, 'tag=object--bench')).toEqual([{ value: 'object--bench', box: boxOf(0, 0.4, 0.1) }])
})
