import { expect, test } from 'vitest'
import { cardSequence } from '@/components/sequences/card-sequence'
import type { ListedSequence } from '@/lib/sequences/find-sequences'

const listed: ListedSequence = {
  ...{ id: '1', mapillaryKey: 'key', name: 'Walk', description: 'Long words. '.repeat(300), username: 'ada' },
  ...{ capturedAt: new Date('2024-05-03'), timeZone: null, transportType: 'Walk', cameraMake: 'GoPro' },
  ...{ tags: ['a', 'b', 'c', 'd', 'e'], photoCount: 12_000, lengthMeters: 60_000, climbMeters: 900 },
  ...{ isPano: false, isPrivate: false, isPublic: true, isEmptied: false, isDeleted: false },
  ...{ hiddenAt: null, unpublishedAt: null, latestImport: null, coverPhotoId: '7', coverPhotoKey: 'photo' },
  line: Array.from({ length: 5_000 }, (_, at) => [at / 1e4, Math.sin(at / 900) / 20]),
}

test('a card is given a sketch in place of the line, and no more than it shows', () => {
  const card = cardSequence(listed, (key) => `https://mapillary.test/${key}`)
  expect(card).toMatchObject({ name: 'Walk', hasCover: true, mapillaryUrl: 'https://mapillary.test/photo' })
  expect(card.tags).toEqual(['a', 'b', 'c', 'd'])
  expect(JSON.stringify(card).length).toBeLessThan(1_000)
})

test('a card without a photo links to none on Mapillary', () => {
  const card = cardSequence({ ...listed, line: [], coverPhotoId: null, coverPhotoKey: null }, (key) => key)
  expect(card).toMatchObject({ hasCover: false, mapillaryUrl: null, sketch: [] })
})
