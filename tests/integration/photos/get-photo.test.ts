import { expect } from 'vitest'
import { getPhoto } from '@/lib/photos/get-photo'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const origin = 'https://paths.test'
const mapillary = { photoPageUrl: (key: string) => `https://mapillary.test/${key}` }

test('a photo comes with its tags, the largest first, and its place in the sequence', async ({ db }) => {
  const sequence = await insertSequence(db)
  const [one, two, three, , five] = await Promise.all(
    [1, 2, 3, 4, 5].map((n) => insertPhoto(db, { sequenceId: sequence.id, n, isPrivate: n === 4 })),
  )
  await insertDetection(db, { photoId: three?.id ?? 0, area: null })
  await insertDetection(db, { photoId: three?.id ?? 0, area: 0.5, value: 'nature--sky', layer: 'segmentations' })

  const { properties, geometry } = await getPhoto({ db, mapillary, origin }, { photoId: three?.id ?? 0, viewer: null })

  expect(geometry).toEqual({ type: 'Point', coordinates: [-3.1, 54.45] })
  expect(properties.tags.map(({ value }) => value)).toEqual(['nature--sky', 'object--bench'])
  expect(properties.neighbours).toEqual({ previous: [String(two?.id), String(one?.id)], next: [String(five?.id)] })
  expect(properties).toMatchObject({ n: 3, total: 5, isOwner: false, ownMark: null, backup: null })
})

test('its owner walks through private photos too', async ({ db }) => {
  const sequence = await insertSequence(db)
  const first = await insertPhoto(db, { sequenceId: sequence.id, n: 1 })
  const hidden = await insertPhoto(db, { sequenceId: sequence.id, n: 2, isPrivate: true })

  const { properties } = await getPhoto({ db, mapillary, origin }, { photoId: first.id, viewer: sequence.ownerId })

  expect(properties.neighbours.next).toEqual([String(hidden.id)])
})

test('a private photo does not exist for others, nor do its pictures', async ({ db }) => {
  const photo = await insertPhoto(db, { isPrivate: true })
  const stranger = await insertUser(db)

  for (const viewer of [null, stranger.id]) {
    await expect(getPhoto({ db, mapillary, origin }, { photoId: photo.id, viewer })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(getPhotoFile(db, { photoId: photo.id, viewer })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  await expect(getPhotoFile(db, { photoId: photo.id, viewer: photo.ownerId })).resolves.toMatchObject({
    isOwner: true,
    isPublic: false,
    isOnMapillary: false,
  })
})

test('a photo without a position has no geometry', async ({ db }) => {
  const photo = await insertPhoto(db, { lng: null, lat: null })

  expect((await getPhoto({ db, mapillary, origin }, { photoId: photo.id, viewer: null })).geometry).toBeNull()
})
