import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { tags } from '@/db/schema/tags'
import { createTag } from '@/lib/tags/create-tag'
import { getTag } from '@/lib/tags/get-tag'
import { getTagHistory } from '@/lib/tags/get-tag-history'
import { listRemovedTags, listTags } from '@/lib/tags/list-tags'
import { removeTag } from '@/lib/tags/remove-tag'
import { restoreTag } from '@/lib/tags/restore-tag'
import { updateTag } from '@/lib/tags/update-tag'
import { test } from '@/tests/support/db'
import { boxShape, insertPhoto, insertTag, insertUser } from '@/tests/support/factories'

/** A public photo, its owner, an author of tags, somebody else, and an admin. */
async function setScene(db: Db) {
  const photo = await insertPhoto(db)
  const [author, other, admin] = [await insertUser(db), await insertUser(db), await insertUser(db, { role: 'admin' })]
  return { photoId: photo.id, owner: { id: photo.ownerId }, author, other, admin }
}

test('a tag is seen by everybody, with its type, author and what each may do', async ({ db }) => {
  const { photoId, owner, author, other } = await setScene(db)

  const created = await createTag(db, { photoId, userId: author.id, type: 'surface--gravel', shape: boxShape() })

  expect(created).toMatchObject({
    source: 'mtp',
    type: 'surface--gravel',
    value: 'surface--gravel',
    label: 'Gravel',
    author: author.username,
    shape: boxShape(),
    mayEdit: true,
    mayRemove: true,
  })
  expect(created.area).toBeCloseTo(0.01, 9)
  const seenBy = async (viewer: number | null) => (await listTags(db, { photoId, viewer }))[0]
  expect(await seenBy(author.id)).toEqual(created)
  expect(await seenBy(null)).toEqual({ ...created, mayEdit: false, mayRemove: false })
  expect(await seenBy(other.id)).toEqual({ ...created, mayEdit: false, mayRemove: false })
  expect(await seenBy(owner.id)).toEqual({ ...created, mayEdit: false, mayRemove: true })
})

test('a photo that the user may not see has no tags and takes none', async ({ db }) => {
  const hidden = await insertPhoto(db, { isPrivate: true })
  const user = await insertUser(db)
  const { id: tagId } = await insertTag(db, { photoId: hidden.id, authorId: hidden.ownerId })
  const userId = user.id

  for (const photoId of [hidden.id, 999_999_999]) {
    await expect(createTag(db, { photoId, userId, type: 'bench', shape: boxShape() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(listTags(db, { photoId, viewer: userId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(listTags(db, { photoId, viewer: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(listRemovedTags(db, { photoId, userId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  const verbs = [
    () => getTag(db, { tagId, viewer: userId }),
    () => removeTag(db, { tagId, userId }),
    () => restoreTag(db, { tagId, userId }),
    () => updateTag(db, { tagId, userId, type: 'gate' }),
    () => getTagHistory(db, { tagId, userId }),
  ]
  for (const verb of verbs) await expect(verb()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await listTags(db, { photoId: hidden.id, viewer: hidden.ownerId })).toHaveLength(1)
})

test('the same region twice by one person is refused; another type, another person or another place is not', async ({
  db,
}) => {
  const { photoId, author, other } = await setScene(db)
  const tag = (userId: number, type: string, left: number) =>
    createTag(db, { photoId, userId, type, shape: boxShape(left) })
  await tag(author.id, 'bench', 0.1)

  await expect(tag(author.id, 'bench', 0.1)).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(tag(author.id, 'bench', 0.11)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'You have tagged this region as Bench already.',
  })
  await tag(author.id, 'gate', 0.1)
  await tag(author.id, 'bench', 0.16)
  await tag(other.id, 'bench', 0.1)
  expect(await listTags(db, { photoId, viewer: null })).toHaveLength(4)
})

test('of the same tag sent many times at once one is kept', async ({ pool }) => {
  const { photoId, author } = await setScene(pool)
  const sent = Array.from({ length: 10 }, (_, index) =>
    createTag(pool, { photoId, userId: author.id, type: 'bench', shape: boxShape(0.1 + index / 1000) }),
  )

  const answers = await Promise.allSettled(sent)

  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await listTags(pool, { photoId, viewer: null })).toHaveLength(1)
})

test('types that are not in the tree, or wait for an admin, are refused', async ({ db }) => {
  const { photoId, author } = await setScene(db)
  await expect(
    createTag(db, { photoId, userId: author.id, type: 'no-such-type', shape: boxShape() }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT', message: 'There is no tag type “no-such-type”' })
})

test('an author changes type and region, and the history keeps what it was', async ({ db }) => {
  const { photoId, owner, author, other, admin } = await setScene(db)
  const { id } = await createTag(db, { photoId, userId: author.id, type: 'bench', shape: boxShape() })
  const tagId = Number(id)

  const changed = await updateTag(db, { tagId, userId: author.id, type: 'gate', shape: boxShape(0.3) })
  await updateTag(db, { tagId, userId: author.id, type: 'gate', shape: boxShape(0.3) })

  expect(changed).toMatchObject({ id, type: 'gate', label: 'Gate', shape: boxShape(0.3) })
  const history = await getTagHistory(db, { tagId, userId: author.id })
  expect(history.map(({ kind, type, by }) => ({ kind, type, by }))).toEqual([
    { kind: 'created', type: 'bench', by: author.username },
    { kind: 'edited', type: 'gate', by: author.username },
  ])
  expect(history[0]?.shape).toEqual(boxShape())
  for (const userId of [owner.id, other.id, admin.id]) {
    await expect(updateTag(db, { tagId, userId, type: 'stile' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  await expect(getTagHistory(db, { tagId, userId: other.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await getTagHistory(db, { tagId, userId: owner.id })).toHaveLength(2)
})

test('a change may not make a region the same as another one of its author', async ({ db }) => {
  const { photoId, author } = await setScene(db)
  await createTag(db, { photoId, userId: author.id, type: 'bench', shape: boxShape() })
  const { id } = await createTag(db, { photoId, userId: author.id, type: 'gate', shape: boxShape() })

  await expect(updateTag(db, { tagId: Number(id), userId: author.id, type: 'bench' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test('author, owner and admins remove a tag, nobody else; who removed it or the owner brings it back', async ({
  db,
}) => {
  const { photoId, owner, author, other, admin } = await setScene(db)
  const { id: tagId } = await insertTag(db, { photoId, authorId: author.id })
  const remove = (userId: number) => removeTag(db, { tagId, userId })
  const restore = (userId: number) => restoreTag(db, { tagId, userId })

  await expect(remove(other.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await remove(author.id)
  await remove(author.id)
  expect(await listTags(db, { photoId, viewer: author.id })).toEqual([])
  await expect(updateTag(db, { tagId, userId: author.id, type: 'gate' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(restore(other.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await restore(author.id)
  await restore(author.id)

  await remove(owner.id)
  expect(await listRemovedTags(db, { photoId, userId: author.id })).toEqual([])
  expect(await listRemovedTags(db, { photoId, userId: owner.id })).toMatchObject([{ id: String(tagId), type: 'bench' }])
  await expect(restore(author.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await restore(admin.id)
  await remove(admin.id)
  await restore(owner.id)

  expect(await listTags(db, { photoId, viewer: null })).toHaveLength(1)
  const history = await getTagHistory(db, { tagId, userId: author.id })
  expect(history.map(({ kind }) => kind)).toEqual(['created', ...Array(3).fill(['removed', 'restored']).flat()])
})

test('a removed tag does not come back over a new one of the same region', async ({ db }) => {
  const { photoId, author } = await setScene(db)
  const { id: tagId } = await insertTag(db, { photoId, authorId: author.id })
  await removeTag(db, { tagId, userId: author.id })
  await createTag(db, { photoId, userId: author.id, type: 'bench', shape: boxShape(0.11) })

  await expect(restoreTag(db, { tagId, userId: author.id })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('one person may put 200 tags on a photo, no more', async ({ db }) => {
  const { photoId, author, other } = await setScene(db)
  await db.insert(tags).values(
    Array.from({ length: 200 }, (_, index) => ({
      photoId,
      authorId: author.id,
      type: 'bench',
      shape: boxShape((index % 20) / 25, Math.floor(index / 20) / 12),
      area: 0.01,
    })),
  )
  await expect(createTag(db, { photoId, userId: author.id, type: 'gate', shape: boxShape() })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  await createTag(db, { photoId, userId: other.id, type: 'gate', shape: boxShape() })
})

test('the database itself refuses shapes outside of the picture, and the same region of one author twice', async ({
  pool,
}) => {
  const { id: photoId } = await insertPhoto(pool)
  const { id: authorId } = await insertUser(pool)
  await insertTag(pool, { photoId, authorId })
  const refused = (constraint: string) => ({ cause: { constraint_name: constraint } })

  await expect(insertTag(pool, { photoId, authorId, shape: boxShape(0.95) })).rejects.toMatchObject(
    refused('tags_shape_in_picture'),
  )
  await expect(insertTag(pool, { photoId, authorId })).rejects.toMatchObject(refused('tags_same_once'))
  await expect(insertTag(pool, { photoId, authorId, type: 'nonsense' })).rejects.toMatchObject(
    refused('tags_type_tag_types_value_fk'),
  )
  await expect(
    insertTag(pool, { photoId, authorId, shape: { type: 'Polygon', coordinates: [[]] } as never }),
  ).rejects.toMatchObject(refused('tags_shape_size'))
})

test('tags of a photo that becomes private are gone for others, and back when it is public again', async ({ db }) => {
  const { photoId, author } = await setScene(db)
  const { id: tagId } = await insertTag(db, { photoId, authorId: author.id })
  await db.update(sequences).set({ isPrivate: true })
  await expect(listTags(db, { photoId, viewer: author.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await db.update(sequences).set({ isPrivate: false })
  expect(await db.select().from(tags).where(eq(tags.id, tagId))).toHaveLength(1)
  expect(await listTags(db, { photoId, viewer: null })).toHaveLength(1)
})
