import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { writeRouteGpx } from '@/lib/exports/write-route-gpx'
import { listFavourites } from '@/lib/favourites/list-favourites'
import { addFavourite, removeFavourite } from '@/lib/favourites/set-favourite'
import { test } from '@/tests/support/db'
import { insertPhoto, insertUser } from '@/tests/support/factories'

const sourcesOf = (db: Db) => ({
  db,
  mapillary: { photoPageUrl: (key: string) => `https://mapillary.test/${key}` },
  origin: 'https://paths.test',
})

test('favourites are listed in the order in which they came, for their owner only', async ({ db }) => {
  const [user, other] = [await insertUser(db), await insertUser(db)]
  const [first, second] = [await insertPhoto(db), await insertPhoto(db)]
  for (const { id } of [second, first, second]) await addFavourite(db, { photoId: id, userId: user.id })
  const ids = async (userId: number) => (await listFavourites(sourcesOf(db), userId)).map(({ id }) => Number(id))
  expect(await ids(user.id)).toEqual([second.id, first.id])
  expect(await ids(other.id)).toEqual([])
  const [later] = await listFavourites(sourcesOf(db), user.id, { offset: 1, limit: 1 })
  expect(later?.id).toBe(String(first.id))
  await removeFavourite(db, { photoId: second.id, userId: user.id })
  await removeFavourite(db, { photoId: second.id, userId: user.id })
  expect(await ids(user.id)).toEqual([first.id])
})

test('a photo that one may no longer see is no longer listed', async ({ db }) => {
  const user = await insertUser(db)
  const hidden = await insertPhoto(db, { hiddenAt: new Date() })
  await expect(addFavourite(db, { photoId: hidden.id, userId: user.id })).rejects.toThrow('not found')
})

test('a route leads along the favourites that have a position', async ({ db }) => {
  const user = await insertUser(db)
  const placed = await insertPhoto(db, { lng: 11.3, lat: 47.1 })
  const placeless = await insertPhoto(db, { lng: null, lat: null })
  for (const { id } of [placed, placeless]) await addFavourite(db, { photoId: id, userId: user.id })
  const gpx = writeRouteGpx(await listFavourites(sourcesOf(db), user.id), {
    name: 'Favourites',
    page: 'https://example.org/favourites',
  })
  expect(gpx.match(/<rtept /g)).toHaveLength(1)
  expect(gpx).toContain('<rtept lat="47.1" lon="11.3">')
})
