import { expect } from 'vitest'
import { findTagValues } from '@/lib/search/find-tag-values'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertTag } from '@/tests/support/factories'

test('what Mapillary found and what people tagged is known by its name, once and in order', async ({ db }) => {
  const [one, two] = [await insertPhoto(db), await insertPhoto(db)]
  for (const { id: photoId } of [one, two]) await insertDetection(db, { photoId, value: 'object--bench' })
  await insertTag(db, { photoId: one.id, type: 'waymark--cairn' })
  await insertTag(db, { photoId: two.id, type: 'waymark--cairn' })
  await insertTag(db, { photoId: two.id, type: 'gate', removedAt: new Date() })

  expect(await findTagValues(db, null)).toEqual(['object--bench', 'waymark--cairn'])
})

test('what is on private photos alone is known to their owner alone', async ({ db }) => {
  const { id: photoId, ownerId } = await insertPhoto(db, { isPrivate: true })
  await insertDetection(db, { photoId, value: 'object--bench' })
  await insertTag(db, { photoId, type: 'gate' })

  expect(await findTagValues(db, null)).toEqual([])
  expect(await findTagValues(db, ownerId)).toEqual(['gate', 'object--bench'])
})
