import { expect } from 'vitest'
import { findNearby } from '@/lib/photos/find-nearby'
import { getPhotoWindow } from '@/lib/sequences/get-photo-window'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'

const METER = 1 / 111_195 // degrees of latitude
const [lng, lat] = [10, 50]

test('public photos of other sequences within 30 metres are found, with distance and bearing', async ({ db }) => {
  const here = await insertPhoto(db, { lng, lat })
  const near = await insertPhoto(db, { lng, lat: lat + 12 * METER })
  await insertPhoto(db, { lng, lat: lat - 31 * METER })
  await insertPhoto(db, { lng, lat: lat - 10 * METER, isPrivate: true })
  await insertPhoto(db, { lng, lat: lat - 10 * METER, sequenceId: here.sequenceId, ownerId: here.ownerId, n: 2 })

  const found = await findNearby(db, { photoId: here.id, viewer: null })

  expect(found).toMatchObject([{ id: String(near.id), pano: false }])
  expect(found[0]?.distance).toBeCloseTo(12, 1)
  expect(found[0]?.bearing).toBeCloseTo(0, 1)
})

test('a photo without a position has nothing near, and a private one does not exist for others', async ({ db }) => {
  const placeless = await insertPhoto(db, { lng: null, lat: null })
  const secret = await insertPhoto(db, { isPrivate: true })

  expect(await findNearby(db, { photoId: placeless.id, viewer: null })).toEqual([])
  await expect(findNearby(db, { photoId: secret.id, viewer: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a window of a sequence holds the numbers asked for that one may see', async ({ db }) => {
  const sequence = await insertSequence(db)
  for (const n of [1, 2, 3, 4]) await insertPhoto(db, { sequenceId: sequence.id, n, isPrivate: n === 3 })
  const window = (viewer: number | null) =>
    getPhotoWindow(db, { sequenceId: sequence.id, first: 2, count: 2, viewer }).then((list) => list.map(({ n }) => n))

  expect(await window(null)).toEqual([2])
  expect(await window(sequence.ownerId)).toEqual([2, 3])
})
