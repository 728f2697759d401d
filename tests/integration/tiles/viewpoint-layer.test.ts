import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { viewpoints } from '@/db/schema/viewpoints'
import { cellOf } from '@/lib/geo/cell'
import type { LngLat } from '@/lib/geo/lng-lat'
import { renderTile } from '@/lib/tiles/render-tile'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'
import { featuresOf, tileAt } from '@/tests/support/tile-features'

const HERE: LngLat = [-3.1, 54.45]
const east = (degrees: number) => ({ lng: HERE[0] + degrees, lat: HERE[1] })

async function insertMarked(db: Db, marks: number, place = east(0)) {
  const photo = await insertPhoto(db, place)
  for (let mark = 0; mark < marks; mark++) {
    const { id: userId } = await insertUser(db)
    await db.insert(viewpoints).values({ photoId: photo.id, userId, photoOwnerId: photo.ownerId, value: true })
  }
  return photo
}

const placesAt = async (db: Db, zoom: number) => featuresOf(await renderTile(db, tileAt(HERE, zoom)), 'viewpoints')
const idsAt = async (db: Db, zoom: number) => (await placesAt(db, zoom)).map(({ id }) => id)

test('a marked photo stands in tiles of every zoom, with its marks', async ({ db }) => {
  const { id, sequenceId } = await insertMarked(db, 2)
  await insertPhoto(db, east(0.001)) // without a mark
  for (const zoom of [0, 5, 6, 14, 16]) {
    const [feature, ...others] = await placesAt(db, zoom)
    expect(feature?.properties).toEqual({ id, sequence_id: sequenceId, viewpoints: 2 })
    expect(others).toEqual([])
  }
})

test('of places close to each other the one with most marks is shown, from zoom 16 on all', async ({ db }) => {
  const few = await insertMarked(db, 1)
  const most = await insertMarked(db, 3, east(0.00002))
  const far = await insertMarked(db, 1, east(-0.9))
  expect(new Set(await idsAt(db, 7))).toEqual(new Set([most.id, far.id]))
  expect(await idsAt(db, 15)).toEqual([most.id])
  expect(new Set(await idsAt(db, 16))).toEqual(new Set([few.id, most.id]))
})

test('a mark that is taken back or denied, and a photo that is hidden, are no places', async ({ db }) => {
  const photo = await insertMarked(db, 1)
  await db.update(viewpoints).set({ value: false })
  expect(await idsAt(db, 16)).toEqual([])
  await db.update(viewpoints).set({ value: true })
  expect(await idsAt(db, 16)).toEqual([photo.id])
  await db.execute(sql`update sequences set is_private = true`)
  expect(await idsAt(db, 16)).toEqual([])
})

test('where more than 20,000 places are, the best of the tile are there', async ({ db }) => {
  const { id: sequenceId, ownerId } = await insertSequence(db)
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, lng, lat, cell, viewpoint_count)
    select ${ownerId}::bigint, ${sequenceId}::bigint, n, 'crowd-' || n, now(), -3.1, 54.45, ${cellOf(HERE)}::bigint + n % 7, 1 from generate_series(1, 20001) n`)
  const best = await insertMarked(db, 2, east(0.5))
  const ids = await idsAt(db, 4)
  expect(ids).toContain(best.id)
  expect(ids.length).toBeLessThan(10)
})
