import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Db } from '@/db/client'
import * as schema from '@/db/schema/index'
import { cellOf, cellRange } from '@/lib/geo/cell'
import { countFacets } from '@/lib/search/count-facets'
import { findNeighbours } from '@/lib/search/find-neighbours'
import { findPhotos } from '@/lib/search/find-photos'
import { matchingPhotos } from '@/lib/search/matching-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { publicQuery } from '@/lib/search/public-query'
import { insertManyPhotos } from '@/tests/support/many-photos'
import { createTestDatabase } from '@/tests/support/test-database'

const PHOTOS = 200_000
const LARGE_TABLES = ['photos', 'detections', 'photo_search']
const mapillary = { photoPageUrl: (key: string) => key }

type Statement = { query: string; params: unknown[] }
let database: { client: postgres.Sql; db: Db; drop: () => Promise<void> }
let statements: Statement[] = []

beforeAll(async () => {
  const { url, drop } = await createTestDatabase()
  const client = postgres(url, { max: 4, onnotice: () => undefined })
  const logger = { logQuery: (query: string, params: unknown[]) => void statements.push({ query, params }) }
  database = { client, db: drizzle({ client, schema, logger }), drop }
  const alone = postgres(url, { max: 1, onnotice: () => undefined })
  await insertManyPhotos(drizzle({ client: alone, schema }), PHOTOS)
  await alone`vacuum photo_search`
  await alone.end()
}, 240_000)

afterAll(async () => {
  await database.client.end()
  await database.drop()
})

const filterOf = (query: string) => parsePhotoFilter(new URLSearchParams(query))

async function idsOf(query: string): Promise<number[]> {
  const { features } = await findPhotos(
    { db: database.db, mapillary, origin: '' },
    { filter: filterOf(query), viewer: null },
  )
  return features.map(({ id }) => Number(id))
}

type Node = { 'Node Type': string; 'Relation Name'?: string; Plans?: Node[] }
const Explained = z.tuple([z.object({ Plan: z.custom<Node>() })])

function nodesOf(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

/** The tables that the statements run by `work` read from one end to the other. */
async function scannedBy(work: () => Promise<unknown>): Promise<string[]> {
  statements = []
  await work()
  const asked = statements.filter(({ query }) => /^\s*(select|with)/.test(query) && !query.includes('set_config'))
  expect(asked.length).toBeGreaterThan(0)
  const scanned: string[] = []
  for (const { query, params } of asked) {
    const nodes = await database.client.begin(async (tx) => {
      if (/photo_search|search_terms/.test(query)) await tx`set local enable_seqscan = off` // as publicQuery has it
      const [row] = await tx.unsafe(`explain (format json) ${query}`, params as never[])
      return nodesOf(Explained.parse(row?.['QUERY PLAN'])[0].Plan)
    })
    scanned.push(
      ...nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? 'something'] : [])),
    )
  }
  return scanned.filter((table) => LARGE_TABLES.includes(table))
}

const SEARCHES = [
  '',
  'sort=captured_at',
  'sort=-viewpoints',
  'tag=object--common',
  'tag=object--common&sort=-tag',
  'tag=object--thing-7',
  'tag=object--thing-7&tag=object--common',
  'tag=object--thing-*',
  'tag=object--old',
  'tag=object--thing-7&minScore=0.5&minArea=0.5',
  'source=mapillary',
  'bbox=-10,40,10,50',
  'bbox=170,40,-170,50',
  'area=-10,40,10,40,0,50',
  'near=0.4,47&radius=50000',
  'near=0.4,47&radius=100000&sort=-captured_at',
  'user=many-7',
  'from=2023-05-01&to=2023-05-31',
  'season=summer',
  'pano=true',
  'cameraMake=gopro&cameraModel=model%203',
  'transport=walk',
  'sequenceTag=alps',
  'minAltitude=2990',
  'maxAltitude=3',
  'heading=90&headingTolerance=2',
  'minViewpoints=3',
  'pano=true&tag=object--thing-7&from=2020-01-01&cameraMake=gopro&bbox=-180,0,180,80',
  'tag=object--old&pano=true&season=winter&sort=captured_at',
]

describe('with 200,000 photos no search reads a table from one end to the other', () => {
  test.each(SEARCHES)('list: %s', async (query) => {
    expect(await scannedBy(() => idsOf(query))).toEqual([])
  })

  test.each(SEARCHES)('facets: %s', async (query) => {
    expect(await scannedBy(() => countFacets(database.db, { filter: filterOf(query), viewer: 1 }))).toEqual([])
  })

  test.each(['', 'tag=object--thing-7', 'near=0.4,47&radius=50000'])('walk: %s', async (query) => {
    const [photoId = 0] = await idsOf(query)
    const walk = () => findNeighbours(database.db, { photoId, filter: filterOf(query), viewer: null })

    expect(await scannedBy(walk)).toEqual([])
  })

  test.each(SEARCHES)('tile: %s', async (query) => {
    const cells = cellRange({ z: 6, x: 32, y: 22 })
    expect(cellOf([0.4, 47])).toBeGreaterThan(cells.low)
    const draw = () =>
      publicQuery(database.db, async (tx) =>
        tx.execute(await matchingPhotos(tx, { filter: filterOf(query), viewer: null, cells })),
      )

    expect(await scannedBy(draw)).toEqual([])
  })
})

const CITY = '-1,46.9,3,47.1'
const IN_CITY = 'lng between -1 and 3 and lat between 46.9 and 47.1'

describe('whichever way the list is found, it is the same as the plain one', () => {
  test.each([
    ['tag=object--common', 'the sorted index meets them at once', `value = 'object--common'`],
    ['tag=object--thing-7', 'few enough to be sorted', `value = 'object--thing-7'`],
    ['tag=object--old', 'many, but none of them new', `value = 'object--old'`],
    [`tag=object--old&bbox=${CITY}`, 'many of a city, but none of them new', `value = 'object--old' and ${IN_CITY}`],
    [
      `tag=object--common&pano=true&bbox=${CITY}`,
      'a city by its squares',
      `value = 'object--common' and is_pano and ${IN_CITY}`,
    ],
    [
      'tag=object--common&minScore=0.95',
      'looked at closely until the page is full',
      `value = 'object--common' and score >= 0.95`,
    ],
    ['tag=object--thing-7&minScore=0.8', 'few enough to look at all', `value = 'object--thing-7' and score >= 0.8`],
    ['tag=object--old&minScore=0.9', 'old ones, looked at closely', `value = 'object--old' and score >= 0.9`],
  ])('%s: %s', async (query, _way, plain) => {
    const expected = await database.client.unsafe(`
      select id from photos p where exists (select from detections d where d.photo_id = p.id and ${plain})
      order by captured_at desc, id desc limit 50`)

    expect(await idsOf(query)).toEqual(expected.map(({ id }) => Number(id)))
  })

  test('pages of many, but none of them new, follow each other', async () => {
    const expected = await database.client`
      select id from photos where captured_at < '2020-01-01' and is_pano order by captured_at desc, id desc limit 60`
    const pages: number[] = []
    for (let cursor: string | null = ''; cursor !== null && pages.length < 60; ) {
      const filter = filterOf(`tag=object--old&pano=true&limit=20&cursor=${cursor}`)
      const page = await findPhotos({ db: database.db, mapillary, origin: '' }, { filter, viewer: null })
      pages.push(...page.features.map(({ id }) => Number(id)))
      cursor = page.nextCursor
    }

    expect(pages).toEqual(expected.map(({ id }) => Number(id)))
  })

  test('facets of a sample are near those of all', async () => {
    const { total, isTotalExact, facets } = await countFacets(database.db, { filter: filterOf(''), viewer: null })

    expect(isTotalExact).toBe(false)
    expect(Math.abs(total / PHOTOS - 1)).toBeLessThan(0.12)
    const panos = facets.pano.find(({ value }) => value === 'true')?.count ?? 0
    expect(Math.abs(panos / (PHOTOS / 4) - 1)).toBeLessThan(0.2)
  })
})
