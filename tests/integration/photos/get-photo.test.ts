import { Readable } from 'node:stream'
import sharp from 'sharp'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { getPhoto } from '@/lib/photos/get-photo'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'
import { photoSphereXmp } from '@/tests/support/photo-sphere'

/** `original`: what the backup holds for every photo. */
function sources(db: Db, original: Buffer | null = null) {
  return {
    db,
    mapillary: { photoPageUrl: (key: string) => `https://mapillary.test/${key}`, keyForm: 'digits' as const },
    origin: 'https://paths.test',
    showsOriginals: true,
    backup: {
      get: async (key: string) =>
        original && { body: Readable.from([original]), object: { key, sizeBytes: original.length, metadata: {} } },
    },
  }
}

test('a photo comes with its tags, the largest first, and its place in the sequence', async ({ db }) => {
  const sequence = await insertSequence(db)
  const [one, two, three, , five] = await Promise.all(
    [1, 2, 3, 4, 5].map((n) => insertPhoto(db, { sequenceId: sequence.id, n, isPrivate: n === 4 })),
  )
  await insertDetection(db, { photoId: three?.id ?? 0, area: null })
  await insertDetection(db, { photoId: three?.id ?? 0, area: 0.5, value: 'nature--sky', layer: 'segmentations' })

  const { properties, geometry } = await getPhoto(sources(db), { photoId: three?.id ?? 0, viewer: null })

  expect(geometry).toEqual({ type: 'Point', coordinates: [-3.1, 54.45] })
  expect(properties.tags.map(({ value }) => value)).toEqual(['nature--sky', 'object--bench'])
  expect(properties.neighbours).toEqual({ previous: [String(two?.id), String(one?.id)], next: [String(five?.id)] })
  expect(properties).toMatchObject({ n: 3, total: 5, isOwner: false, ownMark: null, backup: null })
})

test('whether Mapillary knows it by its key today is told', async ({ db }) => {
  const { id: sequenceId } = await insertSequence(db)
  for (const [n, mapillaryKey, isMatched] of [
    [1, '1005372653298442', true],
    [2, 'LwrHXqFRN_pszCopTKHF_Q', false],
  ] as const) {
    const photo = await insertPhoto(db, { sequenceId, n, mapillaryKey })
    expect((await getPhoto(sources(db), { photoId: photo.id, viewer: null })).properties).toMatchObject({ isMatched })
  }
})

test('its owner walks through private photos too', async ({ db }) => {
  const sequence = await insertSequence(db)
  const first = await insertPhoto(db, { sequenceId: sequence.id, n: 1 })
  const hidden = await insertPhoto(db, { sequenceId: sequence.id, n: 2, isPrivate: true })

  const { properties } = await getPhoto(sources(db), { photoId: first.id, viewer: sequence.ownerId })

  expect(properties.neighbours.next).toEqual([String(hidden.id)])
})

test('a private photo does not exist for others, nor do its pictures', async ({ db }) => {
  const photo = await insertPhoto(db, { isPrivate: true })
  const stranger = await insertUser(db)

  for (const viewer of [null, stranger.id]) {
    await expect(getPhoto(sources(db), { photoId: photo.id, viewer })).rejects.toMatchObject({
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

  expect((await getPhoto(sources(db), { photoId: photo.id, viewer: null })).geometry).toBeNull()
})

test('the part of the sphere that a panorama covers is read from its original once', async ({ db }) => {
  const photo = await insertPhoto(db, { isPano: true, backupKey: 'ada/1/PHOTO_1.jpg' })
  const original = await sharp({ create: { width: 200, height: 80, channels: 3, background: '#456' } })
    .withXmp(photoSphereXmp({ fullWidth: 400, croppedWidth: 200, croppedHeight: 80, left: 100, top: 50 }))
    .jpeg()
    .toBuffer()
  const cropOf = async (file: Buffer | null) =>
    (await getPhoto(sources(db, file), { photoId: photo.id, viewer: null })).properties.panoramaCrop

  expect(await cropOf(null)).toBeNull()
  expect(await cropOf(original)).toEqual({ left: 0.25, top: 0.25, width: 0.5, height: 0.4 })
  expect(await cropOf(null)).toEqual({ left: 0.25, top: 0.25, width: 0.5, height: 0.4 })
})

test('tiles are offered to who may see the original so sharp, and a crop that was read before is read again', async ({
  db,
}) => {
  const original = await sharp({ create: { width: 5_000, height: 2_500, channels: 3, background: '#456' } })
    .jpeg()
    .toBuffer()
  const panoramaCrop = { left: 0, top: 0, width: 1, height: 1, isDoubted: false }
  const levelsOf = async (backupForm: 'processed' | 'uploaded', file: Buffer | null) => {
    const photo = await insertPhoto(db, { isPano: true, backupKey: 'ada/1/PHOTO_1.jpg', backupForm, panoramaCrop })
    const seenBy = async (viewer: number | null, changed = {}) =>
      (await getPhoto({ ...sources(db, file), ...changed }, { photoId: photo.id, viewer })).properties.tileLevels
    return [await seenBy(null), await seenBy(photo.ownerId), await seenBy(null, { showsOriginals: false })]
  }
  const levels = [
    { level: 2, width: 4_096, height: 2_048 },
    { level: 3, width: 5_000, height: 2_500 },
  ]
  expect(await levelsOf('processed', original)).toEqual([levels, levels, []])
  expect(await levelsOf('uploaded', original)).toEqual([[], levels, []])
  expect(await levelsOf('processed', null)).toEqual([[], [], []])

  const { id: photoId } = await insertPhoto(db, { isPano: true, backupKey: 'ada/1/PHOTO_1.jpg' })
  const fileOf = () => getPhotoFile(db, { photoId, viewer: null })
  expect(await fileOf()).toMatchObject({ panoramaPixels: null })
  await getPhoto(sources(db, original), { photoId, viewer: null })
  expect(await fileOf()).toMatchObject({ panoramaPixels: { width: 5_000, height: 2_500 } })
})
