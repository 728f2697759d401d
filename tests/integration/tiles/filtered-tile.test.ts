import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { viewpoints } from '@/db/schema/viewpoints'
import { cellOf } from '@/lib/geo/cell'
import type { LngLat } from '@/lib/geo/lng-lat'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { renderFilteredTile } from '@/lib/tiles/filtered-tile'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'
import { featuresOf, tileAt } from '@/tests/support/tile-features'

const HERE: LngLat = [-3.1, 54.45]

async function findAt(db: Db, zoom: number, query: string, viewer: Viewer = null, layer = 'photos') {
  const filter = parsePhotoFilter(new URLSearchParams(query))
  return featuresOf(await renderFilteredTile(db, tileAt(HERE, zoom), { filter, viewer }), layer)
}

const idsAt = async (...search: Parameters<typeof findAt>) => (await findAt(...search)).map(({ id }) => id)

test('the photos found stand in tiles of every zoom, not only the sequences that are elected', async ({ db }) => {
  const sequence = await insertSequence(db)
  const pano = await insertPhoto(db, { sequenceId: sequence.id, n: 1, isPano: true })
  await insertPhoto(db, { sequenceId: sequence.id, n: 2 })
  for (const zoom of [0, 3, 9, 14, 16]) {
    const [feature, ...others] = await findAt(db, zoom, 'pano=true')
    expect(feature?.properties).toEqual({
      id: pano.id,
      sequence_id: sequence.id,
      captured_at: Date.parse('2024-05-03T10:00:00Z'),
      compass: 90,
      pano: true,
    })
    expect(others).toEqual([])
  }
})

test('a photo with the detection is found, one elsewhere is not in the tile', async ({ db }) => {
  const here = await insertPhoto(db)
  const there = await insertPhoto(db, { lng: 100, lat: -30 })
  await insertPhoto(db)
  for (const { id: photoId } of [here, there]) await insertDetection(db, { photoId, value: 'object--bench' })
  expect(await idsAt(db, 8, 'tag=object--bench')).toEqual([here.id])
  expect(new Set(await idsAt(db, 0, 'tag=object--bench'))).toEqual(new Set([here.id, there.id]))
})

test('marked places among those found are there too', async ({ db }) => {
  const found = await insertPhoto(db, { isPano: true })
  const other = await insertPhoto(db)
  for (const photo of [found, other]) {
    const { id: userId } = await insertUser(db)
    await db.insert(viewpoints).values({ photoId: photo.id, userId, photoOwnerId: photo.ownerId, value: true })
  }
  const places = await findAt(db, 3, 'pano=true', null, 'viewpoints')
  expect(places.map(({ properties }) => properties)).toEqual([
    { id: found.id, sequence_id: found.sequenceId, viewpoints: 1 },
  ])
})

describe('a private photo', () => {
  test('is found by its owner alone', async ({ db }) => {
    const photo = await insertPhoto(db, { isPrivate: true })
    const { id: stranger } = await insertUser(db)
    expect(await idsAt(db, 14, 'pano=false', photo.ownerId)).toEqual([photo.id])
    expect(await idsAt(db, 14, 'pano=false', stranger)).toEqual([])
    expect(await idsAt(db, 14, 'pano=false')).toEqual([])
  })

  test('of others is not among one’s own, and nobody is asked to log in for nothing', async ({ db }) => {
    const photo = await insertPhoto(db, { isPrivate: true })
    await insertPhoto(db)
    expect(await idsAt(db, 14, 'backedUp=false', photo.ownerId)).toEqual([photo.id])
    await expect(findAt(db, 14, 'backedUp=false')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('where many are found', () => {
  async function findInCrowd(db: Db, limits: { drawn: number; counted: number }) {
    const { id: sequenceId, ownerId } = await insertSequence(db)
    const crowd = (from: number, to: number, cell: bigint) =>
      db.execute(sql`
        insert into ${photos} (owner_id, sequence_id, n, mapillary_key, imported_at, lng, lat, cell)
        select ${ownerId}::bigint, ${sequenceId}::bigint, n, 'crowd-' || n, now(), -3.1, 54.45, ${cell}::bigint + n % 3
        from generate_series(${from}::int, ${to}::int) n`)
    await crowd(1, 500, cellOf(HERE)) // stacked on one spot: the map may spread them
    await crowd(501, 503, cellOf([HERE[0] + 0.1, HERE[1]]))
    const filter = parsePhotoFilter(new URLSearchParams('pano=false'))
    return featuresOf(await renderFilteredTile(db, tileAt(HERE, 9), { filter, viewer: null }, limits), 'photos')
  }

  test('each is drawn as long as they are not too many', async ({ db }) => {
    expect(await findInCrowd(db, { drawn: 503, counted: 1_000 })).toHaveLength(503)
  })

  test('above it each point tells how many it stands for', async ({ db }) => {
    const points = await findInCrowd(db, { drawn: 502, counted: 1_000 })
    expect(points.map(({ properties }) => properties.count).sort()).toEqual([3, 500])
  })

  test('and where they are too many to count, about how many', async ({ db }) => {
    const points = await findInCrowd(db, { drawn: 100, counted: 300 })
    const counts = points.map(({ properties }) => Number(properties.count))
    expect(counts.every((count) => count % 8 === 0)).toBe(true)
    const total = counts.reduce((sum, count) => sum + count, 0)
    expect(total).toBeGreaterThan(503 / 2)
    expect(total).toBeLessThan(503 * 2)
  })
})

test('photos without a position are in no tile', async ({ db }) => {
  await insertPhoto(db, { lng: null, lat: null, isPano: true })
  expect(await findAt(db, 0, 'pano=true')).toEqual([])
})
