import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { audit } from '@/db/schema/people/audit'
import { photos } from '@/db/schema/photos'
import { createBlur } from '@/lib/blurs/create-blur'
import { listBlurs } from '@/lib/blurs/list-blurs'
import { removeBlur } from '@/lib/blurs/remove-blur'
import { MOST_BLURS } from '@/lib/model/pictures/blurs'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { test } from '@/tests/support/db'
import { boxShape, insertBlur, insertPhoto, insertUser } from '@/tests/support/factories'

async function scene(db: Db) {
  const { id: photoId, ownerId } = await insertPhoto(db)
  const [other, moderator] = [await insertUser(db), await insertUser(db, { role: 'moderator' })]
  const seen = async () => (await getPhotoFile(db, { photoId, viewer: null })).blurs
  return { photoId, ownerId, otherId: other.id, moderatorId: moderator.id, seen }
}

test('its owner blurs a region and takes it back; the history tells of both', async ({ db }) => {
  const { photoId, ownerId, seen } = await scene(db)
  const by = { photoId, userId: ownerId }
  const blurId = await createBlur(db, { ...by, region: boxShape(0.3) })
  expect(await seen()).toEqual([boxShape(0.3)])
  await removeBlur(db, { ...by, blurId })
  await removeBlur(db, { ...by, blurId })
  expect(await seen()).toEqual([])
  const { username } = { username: (await listBlurs(db, by))[0]?.author ?? null }
  expect(await listBlurs(db, by)).toMatchObject([{ source: 'owner', removedBy: username, removable: false }])
  const actions = await db
    .select({ action: audit.action })
    .from(audit)
    .where(eq(audit.photoId, photoId))
    .orderBy(audit.id)
  expect(actions.map(({ action }) => action)).toEqual(['photo.blurred', 'photo.unblurred'])
})

test('strangers neither blur nor see the history', async ({ db }) => {
  const { photoId, otherId } = await scene(db)
  const by = { photoId, userId: otherId }
  for (const tried of [() => createBlur(db, { ...by, region: boxShape() }), () => listBlurs(db, by)])
    await expect(tried()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await db.update(photos).set({ hiddenAt: new Date() }).where(eq(photos.id, photoId))
  await expect(listBlurs(db, by)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what a moderator blurred, only moderators show again', async ({ db }) => {
  const { photoId, ownerId, moderatorId, seen } = await scene(db)
  const blurId = await createBlur(db, { photoId, userId: moderatorId, region: boxShape() })
  await expect(removeBlur(db, { photoId, userId: ownerId, blurId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await seen()).toHaveLength(1)
  await removeBlur(db, { photoId, userId: moderatorId, blurId })
  expect(await seen()).toEqual([])
})

test('there are bounds, and no blurs of other photos', async ({ db }) => {
  const { photoId, ownerId } = await scene(db)
  for (let count = 0; count < MOST_BLURS; count++) await insertBlur(db, { photoId })
  const by = { photoId, userId: ownerId }
  await expect(createBlur(db, { ...by, region: boxShape() })).rejects.toMatchObject({ code: 'CONFLICT' })
  const { id: blurId } = await insertBlur(db, { photoId: (await insertPhoto(db)).id })
  await expect(removeBlur(db, { ...by, blurId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
