import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { photoBlurs } from '@/db/schema/blurs'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { nameOfBlurs } from '@/lib/photos/blurred-regions'
import { createPictureCache, pictureName } from '@/lib/photos/pictures/picture-cache'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { test } from '@/tests/support/db'
import { insertBlur, insertPhoto, insertSequence } from '@/tests/support/factories'

const nameFor = (id: number, audience: 'public' | 'owner', size: string | number, blurs: string | null = null) =>
  pictureName(id, { audience, size, blurs })

test('pictures leave the cache when their photo is deleted or no longer public', async ({ db }) => {
  const folder = await mkdtemp(join(tmpdir(), 'hidden-pictures-'))
  const cache = createPictureCache({ folder, maxBytes: 1e9 })
  const { id: sequenceId } = await insertSequence(db)
  const [shown, hidden] = [await insertPhoto(db, { sequenceId }), await insertPhoto(db, { sequenceId, n: 2 })]
  const deleted = await insertPhoto(db)
  const webp = (id: number) => pictureName(id, { audience: 'public', size: 640, blurs: null, type: 'image/webp' })
  const names = [shown, hidden, deleted].flatMap(({ id }) => [
    webp(id),
    nameFor(id, 'public', 320),
    nameFor(id, 'public', 'preview'),
    nameFor(id, 'owner', 'full'),
  ])
  for (const name of [...names, `${shown.id}-320.jpg`]) await cache.keep(name, Buffer.from('picture'))
  await db.update(photos).set({ isPrivate: true }).where(eq(photos.id, hidden.id))
  await db.update(sequences).set({ deletedAt: new Date() }).where(eq(sequences.id, deleted.sequenceId))

  expect(await removeHiddenPictures({ db, cache })).toBe(8) // one of them by a name of before

  expect((await cache.names()).sort()).toEqual([...names.slice(0, 4), nameFor(hidden.id, 'owner', 'full')].sort())
  expect(await removeHiddenPictures({ db, cache })).toBe(0)
  await rm(folder, { recursive: true, force: true })
})

test('pictures leave the cache when something else is blurred on their photo', async ({ db }) => {
  const folder = await mkdtemp(join(tmpdir(), 'hidden-pictures-'))
  const cache = createPictureCache({ folder, maxBytes: 1e9 })
  const { id: photoId } = await insertPhoto(db)
  const { region } = await insertBlur(db, { photoId })
  const blurs = nameOfBlurs([region])
  const names = [
    nameFor(photoId, 'public', 320),
    nameFor(photoId, 'public', 320, blurs),
    nameFor(photoId, 'owner', 320),
  ]
  for (const name of names) await cache.keep(name, Buffer.from('picture'))

  expect(await removeHiddenPictures({ db, cache })).toBe(1)
  expect((await cache.names()).sort()).toEqual(names.slice(1).sort())

  await db.delete(photoBlurs)
  expect(await removeHiddenPictures({ db, cache })).toBe(1)
  expect(await cache.names()).toEqual([nameFor(photoId, 'owner', 320)])
  await rm(folder, { recursive: true, force: true })
})
