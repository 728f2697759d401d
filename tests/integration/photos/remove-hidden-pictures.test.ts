import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { createPictureCache, pictureName } from '@/lib/photos/pictures/picture-cache'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'

test('pictures leave the cache when their photo is deleted or no longer public', async ({ db }) => {
  const folder = await mkdtemp(join(tmpdir(), 'hidden-pictures-'))
  const cache = createPictureCache({ folder, maxBytes: 1e9 })
  const { id: sequenceId } = await insertSequence(db)
  const [shown, hidden] = [await insertPhoto(db, { sequenceId }), await insertPhoto(db, { sequenceId, n: 2 })]
  const deleted = await insertPhoto(db)
  const names = [shown, hidden, deleted].flatMap(({ id }) => [
    pictureName(id, 'public', 320),
    pictureName(id, 'public', 'preview'),
    pictureName(id, 'owner', 'full'),
  ])
  for (const name of [...names, `${shown.id}-320.jpg`]) await cache.keep(name, Buffer.from('picture'))
  await db.update(photos).set({ isPrivate: true }).where(eq(photos.id, hidden.id))
  await db.update(sequences).set({ deletedAt: new Date() }).where(eq(sequences.id, deleted.sequenceId))

  expect(await removeHiddenPictures({ db, cache })).toBe(6) // one of them by a name of before

  expect((await cache.names()).sort()).toEqual([...names.slice(0, 3), pictureName(hidden.id, 'owner', 'full')].sort())
  expect(await removeHiddenPictures({ db, cache })).toBe(0)
  await rm(folder, { recursive: true, force: true })
})
