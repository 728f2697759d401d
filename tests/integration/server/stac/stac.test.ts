import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { packLine } from '@/lib/geo/lines/line'
import { Catalog, Collection, Item } from '@/lib/server/api/schemas/stac'
import { catalog } from '@/lib/server/stac/catalog'
import { findCollections, getCollection } from '@/lib/server/stac/collection'
import { findItems, getItem } from '@/lib/server/stac/find-items'
import { ItemSearchBody, readItemQuery, toItemSearch } from '@/lib/server/stac/item-query'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const origin = 'https://paths.test'
const sourcesOf = (db: Db) => ({
  db,
  origin,
  mapillary: { photoPageUrl: (key: string) => `https://mapillary.test/${key}` },
})

const SQUARE = [
  [10, 46],
  [13, 46],
  [13, 49],
  [10, 49],
  [10, 46],
]

const search = async (db: Db, query: string, viewer: Viewer = null) =>
  findItems(sourcesOf(db), { ...readItemQuery(new URLSearchParams(query)), viewer })

async function ids(db: Db, query: string, viewer: Viewer = null): Promise<number[]> {
  return (await search(db, query, viewer)).items.map(({ id }) => Number(id)).sort((a, b) => a - b)
}

/** Two public photos a year apart, one without a time, one private, in one sequence. */
async function insertScene(db: Db) {
  const owner = await insertUser(db)
  const sequence = await insertSequence(db, { ownerId: owner.id, name: 'Ridge', tags: ['snow'], transportType: 'Walk' })
  const of = { sequenceId: sequence.id }
  const early = await insertPhoto(db, { ...of, n: 1, capturedAt: new Date('2023-05-03T10:00:00Z'), lng: 11, lat: 47 })
  const late = await insertPhoto(db, { ...of, n: 2, capturedAt: new Date('2024-05-03T10:00:00Z'), lng: 12, lat: 48 })
  const timeless = await insertPhoto(db, { ...of, n: 3, capturedAt: null })
  const secret = await insertPhoto(db, { ...of, n: 4, isPrivate: true, lng: 20, lat: 50 })
  return { owner, sequence, early, late, timeless, secret }
}

describe('what is spoken', () => {
  test('the catalog, a collection and an item are as they are described, and nothing more', async ({ db }) => {
    const { sequence, late } = await insertScene(db)
    const collection = await getCollection(db, { sequenceId: sequence.id, viewer: null, origin })
    const item = await getItem(sourcesOf(db), { sequenceId: sequence.id, photoId: late.id, viewer: null })
    expect(Catalog.strict().parse(catalog(origin))).toEqual(catalog(origin))
    expect(Collection.strict().parse(collection)).toEqual(collection)
    expect(Item.strict().parse(item)).toEqual(item)
    expect(item.bbox).toEqual([12, 48, 12, 48])
  })

  test('a collection spans what its reader may see', async ({ db }) => {
    const { sequence, owner } = await insertScene(db)
    const extentFor = async (viewer: Viewer) =>
      (await getCollection(db, { sequenceId: sequence.id, viewer, origin })).extent
    expect(await extentFor(null)).toEqual({
      spatial: { bbox: [[-3.1, 47, 12, 54.45]] },
      temporal: { interval: [['2023-05-03T10:00:00.000Z', '2024-05-03T10:00:00.000Z']] },
    })
    expect((await extentFor(owner.id)).spatial.bbox).toEqual([[-3.1, 47, 20, 54.45]])
  })

  test('a collection across the antimeridian has its west in the east', async ({ db }) => {
    const sequence = await insertSequence(db)
    await insertPhoto(db, { sequenceId: sequence.id, n: 1, lng: 179.9, lat: -17 })
    await insertPhoto(db, { sequenceId: sequence.id, n: 2, lng: -179.8, lat: -16 })
    const { extent } = await getCollection(db, { sequenceId: sequence.id, viewer: null, origin })
    expect(extent.spatial.bbox).toEqual([[179.9, -17, -179.8, -16]])
    const { collections } = await findCollections(db, { viewer: null, origin, limit: 50 })
    expect(collections[0]?.extent).toEqual(extent)
  })

  test('a box holds its own items to the last digit, in the list too, whatever line is drawn', async ({ db }) => {
    const places: [number, number][] = [
      [11.300000123456789, 47.10000012345678],
      [11.300000423456789, 47.10000042345678],
    ]
    const sequence = await insertSequence(db, { line: packLine(places) })
    for (const [at, [lng, lat]] of places.entries())
      await insertPhoto(db, { sequenceId: sequence.id, n: at + 1, lng, lat })
    const { collections } = await findCollections(db, { viewer: null, origin, limit: 50 })
    expect(collections[0]?.extent.spatial.bbox).toEqual([[...places.flat()]])
  })
})

describe('the item search', () => {
  test('finds photos with a time, by box, time, id and collection', async ({ db }) => {
    const { sequence, early, late, timeless } = await insertScene(db)
    expect(await ids(db, '')).toEqual([early.id, late.id])
    expect(await ids(db, 'bbox=11.5,47.5,12.5,48.5')).toEqual([late.id])
    expect(await ids(db, 'bbox=11.5,47.5,0,12.5,48.5,9000')).toEqual([late.id])
    expect(await ids(db, 'datetime=2024-01-01T00:00:00Z/..')).toEqual([late.id])
    expect(await ids(db, 'datetime=/2024-01-01T00:00:00Z')).toEqual([early.id])
    expect(await ids(db, 'datetime=2024-05-03T12:00:00%2B02:00')).toEqual([late.id])
    expect(await ids(db, `ids=${early.id},${timeless.id},999999999`)).toEqual([early.id])
    expect(await ids(db, `ids=${early.id},${late.id}&bbox=11.5,47.5,12.5,48.5`)).toEqual([late.id])
    expect(await ids(db, `collections=${sequence.id}&datetime=2023-05-03T10:00:00Z`)).toEqual([early.id])
    expect(await ids(db, 'collections=999999999')).toEqual([])
  })

  test('answers a geometry exactly', async ({ db }) => {
    const { early, late } = await insertScene(db) // at 11, 47 and 12, 48
    const at = (geometry: object) => ids(db, `intersects=${encodeURIComponent(JSON.stringify(geometry))}`)
    const ring = (west: number, south: number, east: number, north: number) => [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ]
    expect(await at({ type: 'Point', coordinates: [100, 10] })).toEqual([])
    expect(await at({ type: 'Point', coordinates: [11, 47] })).toEqual([early.id])
    expect(await at({ type: 'Point', coordinates: [11.0000001, 47] })).toEqual([])
    const places = [
      [11, 47],
      [12, 48],
    ]
    expect(await at({ type: 'MultiPoint', coordinates: places })).toEqual([early.id, late.id])
    expect(await at({ type: 'LineString', coordinates: places })).toEqual([early.id, late.id])
    expect(await at({ type: 'LineString', coordinates: [...places, [13, 40]].slice(1) })).toEqual([late.id])
    const triangle = [
      [10, 46],
      [13, 46],
      [10, 48.5],
      [10, 46],
    ]
    expect(await at({ type: 'Polygon', coordinates: [triangle] })).toEqual([early.id]) // the other is in its box
    expect(await at({ type: 'Polygon', coordinates: [ring(10, 46, 13, 49), ring(11.5, 47.5, 12.5, 48.5)] })).toEqual([
      early.id,
    ])
    const two = [[ring(11.9, 47.9, 12, 48)], [ring(11, 47, 11.1, 47.1)]]
    expect(await at({ type: 'MultiPolygon', coordinates: two })).toEqual([early.id, late.id])
    const both = {
      type: 'GeometryCollection',
      geometries: places.map((place) => ({ type: 'Point', coordinates: place })),
    }
    expect(await at(both)).toEqual([early.id, late.id])
  })

  test('is the same by a body, page by page', async ({ db }) => {
    const { sequence, early, late } = await insertScene(db)
    const body = ItemSearchBody.parse({
      intersects: { type: 'Polygon', coordinates: [SQUARE] },
      collections: [String(sequence.id), 'unknown'],
      limit: 1,
    })
    const asked = async (cursor?: string) => findItems(sourcesOf(db), { ...toItemSearch(body, cursor), viewer: null })
    const first = await asked()
    expect(first.items.map(({ id }) => id)).toEqual([String(late.id)])
    const second = await asked(first.nextCursor ?? '')
    expect(second).toMatchObject({ items: [{ id: String(early.id) }], nextCursor: null })
    expect(() => toItemSearch({ ...body, collections: ['1'] }, first.nextCursor ?? '')).toThrow('cursor')
    expect(ItemSearchBody.safeParse({ ...body, limit: 0 }).success).toBe(false)
    expect(ItemSearchBody.safeParse({ bbox: [1, 2, 3] }).success).toBe(false)
    expect(() => toItemSearch({ ...body, bbox: [1, 2, 3, 4] }, undefined)).toThrow('either bbox or intersects')
  })

  test('finds nothing for unknown ids and collections, and never gives more than asked for', async ({ db }) => {
    const { sequence, early, late } = await insertScene(db)
    const other = await insertSequence(db)
    const elsewhere = await insertPhoto(db, { sequenceId: other.id })
    expect(await ids(db, 'ids=a,b')).toEqual([])
    expect(await ids(db, `ids=nobody,${late.id}`)).toEqual([late.id])
    expect(await ids(db, 'collections=landsat-8')).toEqual([])
    expect(await ids(db, `collections=landsat-8&ids=${late.id}`)).toEqual([])
    expect(await ids(db, `collections=${sequence.id},${other.id}`)).toEqual([early.id, late.id, elsewhere.id])
    expect(readItemQuery(new URLSearchParams('limit=10000')).filter.limit).toBe(500)
    const query = `ids=${late.id},${early.id}&limit=1`
    const first = await search(db, query)
    expect(first.items.map(({ id }) => id)).toEqual([String(early.id)])
    const second = await search(db, `${query}&cursor=${first.nextCursor}`)
    expect(second).toMatchObject({ items: [{ id: String(late.id) }], nextCursor: null })
  })

  test('goes on where a page ended', async ({ db }) => {
    const { early, late } = await insertScene(db)
    const first = await search(db, 'limit=1')
    expect(first.items.map(({ id }) => id)).toEqual([String(late.id)])
    const second = await search(db, `limit=1&cursor=${first.nextCursor}`)
    expect(second).toMatchObject({ items: [{ id: String(early.id) }], nextCursor: null })
  })

  test.for([
    'datetime=yesterday',
    'datetime=../..',
    'datetime=2024-01-01T00:00:00Z/2023-01-01T00:00:00Z',
    'datetime=2024-01-01T00:00:00Z/2024-01-02T00:00:00Z/2024-01-03T00:00:00Z',
    'bbox=1,2,3',
    'bbox=1,2,3,',
    'bbox=1,2,3,4,5',
    'intersects=nonsense',
    'intersects={"type":"Point","coordinates":[200,10]}',
    'intersects={"type":"Point","coordinates":[10,10]}&bbox=1,2,3,4',
    'limit=-1',
    'limit=x',
    'bbox=0,50,1,40',
    `ids=${Array.from({ length: 501 }, (_, at) => at + 1).join(',')}`,
    'limit=0',
  ])('refuses %s', (query) => {
    expect(() => readItemQuery(new URLSearchParams(query))).toThrow()
  })
})

describe('who sees what', () => {
  test('private photos and sequences are there for their owner alone', async ({ db }) => {
    const { owner, sequence, secret } = await insertScene(db)
    const hidden = await insertSequence(db, { ownerId: owner.id, publishedAt: null })
    const stranger = (await insertUser(db)).id
    const asked = { sequenceId: sequence.id, photoId: secret.id }
    for (const viewer of [null, stranger]) {
      expect(await ids(db, `ids=${secret.id}`, viewer)).toEqual([])
      await expect(getItem(sourcesOf(db), { ...asked, viewer })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(getCollection(db, { sequenceId: hidden.id, viewer, origin })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      const { collections } = await findCollections(db, { viewer, origin, limit: 50 })
      expect(collections.map(({ id }) => id)).toEqual([String(sequence.id)])
    }
    expect(await ids(db, `ids=${secret.id}`, owner.id)).toEqual([secret.id])
    expect(await getItem(sourcesOf(db), { ...asked, viewer: owner.id })).toMatchObject({ id: String(secret.id) })
  })

  test('an item is in its own collection alone', async ({ db }) => {
    const { early } = await insertScene(db)
    const other = await insertSequence(db)
    const asked = { sequenceId: other.id, photoId: early.id, viewer: null }
    await expect(getItem(sourcesOf(db), asked)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
