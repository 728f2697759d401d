import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOT_SPOT } from '@/bench/geo/world'
import * as schema from '@/db/schema/index'
import { renderTile } from '@/lib/tiles/render-tile'
import { accessesOf, createCrowd } from '@/tests/support/crowd'
import { tileAt } from '@/tests/support/tile-features'

const LONG_MS = 180_000

let sql: postgres.Sql
let drop: () => Promise<void>
beforeAll(async () => {
  const crowd = await createCrowd()
  drop = crowd.drop
  sql = postgres(crowd.url, { max: 4, onnotice: () => {} })
}, LONG_MS)
afterAll(async () => {
  await sql.end()
  await drop()
}, LONG_MS)

/** How the tables are read for a tile, each way once. */
async function readsFor(zoom: number): Promise<string[]> {
  const asked: { query: string; params: unknown[] }[] = []
  const logger = { logQuery: (query: string, params: unknown[]) => void asked.push({ query, params }) }
  await renderTile(drizzle({ client: sql, schema, logger }), tileAt(HOT_SPOT.center, zoom))
  const reads = await Promise.all(asked.map(({ query, params }) => accessesOf(sql, query, params)))
  return [...new Set(reads.flat())].sort()
}

test.for([0, 4, 8, 11, 13])('a tile of z%i reads marked photos from their index alone', async (zoom) => {
  const reads = await readsFor(zoom)
  expect(reads.filter((read) => read.startsWith('photos'))).toEqual([
    'photos: Index Only Scan photos_viewpoint_tile_idx',
  ])
})

test.for([14, 15, 16])('a tile of z%i reads photos from the indexes alone', async (zoom) => {
  const reads = await readsFor(zoom)
  expect(reads.filter((read) => read.startsWith('photos'))).toEqual([
    'photos: Index Only Scan photos_tile_idx',
    'photos: Index Only Scan photos_viewpoint_tile_idx',
  ])
})

test.for([9, 12, 14])('a tile of z%i finds its lines by their boxes', async (zoom) => {
  const reads = await readsFor(zoom)
  expect(reads.filter((read) => read.startsWith('sequences')).join()).toMatch(/sequences_bbox_idx|Bitmap Heap Scan/)
})

test.for([0, 5, 6, 8, 11, 14, 16])(
  'a tile of z%i is the same to the byte each time, as its ETag tells',
  async (zoom) => {
    const db = drizzle({ client: sql, schema })
    const tile = tileAt(HOT_SPOT.center, zoom)
    const first = await renderTile(db, tile)
    for (let time = 0; time < 30; time++) expect(first.equals(await renderTile(db, tile))).toBe(true) // plans change after five times on each of 4 connections
  },
)
