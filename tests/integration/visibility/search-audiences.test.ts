import { and, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { cellRange } from '@/lib/geo/cell'
import { countFacets } from '@/lib/search/count-facets'
import { findNeighbours } from '@/lib/search/find-neighbours'
import { findPhotos } from '@/lib/search/find-photos'
import { matchingPhotos } from '@/lib/search/matching-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { searchAudiences, type Viewer } from '@/lib/visibility/visible-rows'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

type Ids = { open: number[]; hidden: number[] }

/** A public photo of a user, and one for each reason why only its owner sees it. */
async function insertPhotosOf(db: Db, ownerId: number): Promise<Ids> {
  const own = { ownerId }
  const inSequence = async (values: Parameters<typeof insertSequence>[1]) =>
    insertPhoto(db, { ...own, sequenceId: (await insertSequence(db, { ...own, ...values })).id })
  const open = await insertPhoto(db, own)
  const hidden = [
    await insertPhoto(db, { ...own, isPrivate: true }),
    await inSequence({ isPrivate: true }),
    await inSequence({ publishedAt: null }),
    await inSequence({ deletedAt: new Date() }),
    await inSequence({ hiddenAt: new Date() }),
    await insertPhoto(db, { ...own, hiddenAt: new Date() }),
    await insertPhoto(db, { ...own, goneAt: new Date() }),
  ]
  await insertPhoto(db, { ...own, importedAt: null }) // nobody finds it before its data is stored
  return { open: [open.id], hidden: hidden.map(({ id }) => id) }
}

async function insertScene(db: Db) {
  const [owner, other, stranger] = [await insertUser(db), await insertUser(db), await insertUser(db)]
  const [owned, others] = [await insertPhotosOf(db, owner.id), await insertPhotosOf(db, other.id)]
  return { viewers: { nobody: null, owner: owner.id, stranger: stranger.id }, owned, others }
}

type Scene = Awaited<ReturnType<typeof insertScene>>

/** Who looks, and which photos each audience holds: those of everybody, then the viewer's own. */
const AUDIENCES: [who: keyof Scene['viewers'], audiences: (scene: Scene) => number[][]][] = [
  ['nobody', ({ owned, others }) => [[...owned.open, ...others.open]]],
  ['stranger', ({ owned, others }) => [[...owned.open, ...others.open], []]],
  ['owner', ({ owned, others }) => [[...owned.open, ...others.open], owned.hidden]],
]

const filterOf = (query: string) => parsePhotoFilter(new URLSearchParams(query))
const sources = (db: Db) => ({ db, mapillary: { photoPageUrl: (key: string) => key }, origin: '' })
const ascending = (ids: number[]) => ids.toSorted((a, b) => a - b)

async function listed(db: Db, query: string, viewer: Viewer): Promise<number[]> {
  const { features } = await findPhotos(sources(db), { filter: filterOf(query), viewer })
  return features.map(({ id }) => Number(id))
}

async function walked(db: Db, first: number | undefined, viewer: Viewer): Promise<number[]> {
  const ids: number[] = []
  for (let photoId = first; photoId !== undefined; ) {
    ids.push(photoId)
    photoId = (await findNeighbours(db, { photoId, filter: filterOf(''), viewer })).next ?? undefined
  }
  return ids
}

async function drawn(db: Db, viewer: Viewer): Promise<number[]> {
  const found = await matchingPhotos(db, { filter: filterOf(''), viewer, cells: cellRange({ z: 0, x: 0, y: 0 }) })
  return (await db.execute<{ id: string }>(found)).map(({ id }) => Number(id))
}

describe.for(AUDIENCES)('%s', ([who, expected]) => {
  test('is an audience of exactly these rows, each once', async ({ db }) => {
    const scene = await insertScene(db)
    const audiences = searchAudiences(scene.viewers[who])
    const rows = await Promise.all(
      audiences.map((audience) =>
        db.execute<{ id: string }>(
          sql`select photo_id as id from photo_search where ${and(audience)} order by photo_id`,
        ),
      ),
    )

    expect(rows.map((some) => some.map(({ id }) => Number(id)))).toEqual(expected(scene).map(ascending))
  })

  test('finds the same photos by date, by viewpoints, near a place, walking, on tiles and as a number', async ({
    db,
  }) => {
    const scene = await insertScene(db)
    const viewer = scene.viewers[who]
    const visible = ascending(expected(scene).flat())
    const byDate = await listed(db, '', viewer)

    expect(ascending(byDate)).toEqual(visible)
    expect(ascending(await listed(db, 'sort=-viewpoints', viewer))).toEqual(visible)
    expect(ascending(await listed(db, 'near=-3.1,54.45', viewer))).toEqual(visible)
    expect(await walked(db, byDate[0], viewer)).toEqual(byDate)
    expect(ascending(await drawn(db, viewer))).toEqual(visible)
    expect(await countFacets(db, { filter: filterOf(''), viewer })).toMatchObject({ total: visible.length })
  })
})
