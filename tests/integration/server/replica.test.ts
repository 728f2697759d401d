import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { connect, type Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { createReader } from '@/lib/server/replica'
import { serveTile } from '@/lib/server/tiles/serve-tile'
import { readMapState } from '@/lib/tiles/map-version'
import { createTileCache } from '@/lib/tiles/tile-cache'
import { test as base } from '@/tests/support/db'
import { insertPhoto, insertUser } from '@/tests/support/factories'
import { createTestDatabase } from '@/tests/support/test-database'

/** `replica`: another database in the place of one, which is as far behind as a test lets it be. Nothing can be written through it. */
const test = base.extend<{ replica: { db: Db; catchUp: (primary: Db) => Promise<void> } }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  replica: async ({}, use) => {
    const { url, drop } = await createTestDatabase()
    const writer = connect(url, { max: 1 })
    await writer.execute(sql`create table only_here (number integer)`)
    await writer.execute(
      sql.raw(`alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`),
    )
    const db = connect(url, { max: 2 })
    const catchUp = async (primary: Db) => {
      const { version, revision } = await readMapState(primary)
      await writer.execute(
        sql`update map_version set version = ${version}::bigint, counted_changes = ${revision}::bigint`,
      )
    }
    await use({ db, catchUp })
    await writer.$client.end()
    await db.$client.end()
    await drop()
  },
})

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

/** Which database answers. */
async function whichOne(db: Db): Promise<string> {
  const [row] = await db.execute(sql`select to_regclass('only_here') as name`)
  return row?.name ? 'replica' : 'primary'
}

test('strangers read from the replica, who is logged in reads from the primary', async ({ pool, replica }) => {
  const { read } = createReader({ primary: pool, replica: replica.db })
  const { id } = await insertUser(pool)
  expect([await read(null, whichOne), await read(id, whichOne)]).toEqual(['replica', 'primary'])
  expect(await createReader({ primary: pool, replica: null }).read(null, whichOne)).toBe('primary')
})

test('a replica that lacks a takedown is not read from for longer than a second', async ({ pool, replica }) => {
  const { read } = createReader({ primary: pool, replica: replica.db })
  const photo = await insertPhoto(pool)
  await replica.catchUp(pool)
  expect(await read(null, whichOne)).toBe('replica')
  await pool.execute(sql`update photos set hidden_at = now(), hidden_reason = 'a face' where id = ${photo.id}`)
  vi.advanceTimersByTime(900)
  expect(await read(null, whichOne)).toBe('primary')
  await replica.catchUp(pool)
  expect(await read(null, whichOne)).toBe('replica')
})

test('a tile is drawn from a replica that has what the primary has at this moment', async ({ pool, replica }) => {
  const reader = createReader({ primary: pool, replica: replica.db })
  const tileCache = createTileCache({ maxBytes: 1_000_000 })
  const tools = { tileDb: pool, tileReader: reader, searchReader: reader, tileCache, findViewer: async () => null }
  const tile = async () => {
    const request = new Request('http://127.0.0.1/tiles/0/0/0.mvt')
    return (await serveTile(tools, request, { z: 0, x: 0, y: 0 })).status
  }
  expect(await tile()).toBe(204)
  await insertPhoto(pool)
  await pool.execute(sql`update sequences set cell = 0, min_zoom = 0, line = '\\x'::bytea`)
  expect(await tile()).toBe(200)
  await insertPhoto(pool)
  await replica.catchUp(pool)
  expect(await tile()).toBe(204) // nothing is there
})

test('a replica that fails costs nobody the answer, and is left alone for a while', async ({ pool, replica }) => {
  const { read } = createReader({ primary: pool, replica: replica.db })
  const write = async (db: Db) => {
    await db.execute(sql`update map_version set version = version`)
    return whichOne(db)
  }
  expect(await read(null, write)).toBe('primary')
  expect(await read(null, whichOne)).toBe('primary')
  vi.advanceTimersByTime(5_001)
  expect(await read(null, whichOne)).toBe('replica')
})

test('what the visitor did wrong is said once', async ({ pool, replica }) => {
  const { read } = createReader({ primary: pool, replica: replica.db })
  let calls = 0
  const refuse = async () => {
    calls += 1
    throw new AppError('INVALID_INPUT', 'No such filter')
  }
  await expect(read(null, refuse)).rejects.toThrow('No such filter')
  expect(calls).toBe(1)
})
