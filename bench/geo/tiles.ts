import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { Pool } from 'undici'
import * as schema from '@/db/schema/index'
import type { TileCoord } from '@/lib/geo/tile'
import { renderTile } from '@/lib/tiles/render-tile'
import { type Line, percentile } from '../import/line'
import type { GeoBench } from './bench'
import { measureMartin } from './martin'
import { findPlaces, type Place } from './places'
import { openPostgis } from './postgis'

const ROUNDS = 50
const WARM_UP = 10
const FIRST_WARM_UP = 40 // of each tile before anything is measured, as a server has answered when people come
const GOAL_MS = 10
const FULLEST_GOAL_MS = 80 // the fullest tile of z14
const UNCHANGED_GOAL_MS = 3
const POSTGIS_GOAL = 1.5

type Times = { p50: number; p95: number }

/** Tiles of dense and sparse places through HTTP, beside their plain SQL and, when there is one, PostGIS. */
export async function measureTiles(bench: GeoBench): Promise<Line[]> {
  const places = await findPlaces(bench.sql)
  const client = openClient(bench)
  const plain = openPlain(bench.databaseUrl)
  const postgis = await openPostgis(bench.sql)
  try {
    for (const { tile } of places) {
      for (let round = 0; round < FIRST_WARM_UP; round++) await client.fresh(tile)
    }
    const lines: Line[] = []
    for (const place of places) lines.push(await measurePlace(place, { client, plain, postgis }))
    return [...lines, ...(await measureMartin(bench, postgis?.url))]
  } finally {
    await Promise.all([client.close(), plain.close(), postgis?.close()])
  }
}

/** The dense tiles again while 10,000 photos are imported. */
export async function measureTilesWhileImporting(bench: GeoBench): Promise<Line[]> {
  const places = (await findPlaces(bench.sql)).filter(({ name }) => name.startsWith('dense'))
  const client = openClient(bench)
  try {
    return await bench.whileImporting(async () => {
      const lines: Line[] = []
      for (const { name, tile } of places) {
        const fresh = await timed(ROUNDS, () => client.fresh(tile))
        const goal = goalOf(name)
        lines.push({
          name: `Tile, ${name}, while importing`,
          measured: told(fresh),
          baseline: '–',
          goal: `p95 ≤ ${goal} ms`,
          isMet: fresh.p95 <= goal,
          values: { tile, fresh },
        })
      }
      return lines
    })
  } finally {
    await client.close()
  }
}

type Tools = {
  client: ReturnType<typeof openClient>
  plain: ReturnType<typeof openPlain>
  postgis: Awaited<ReturnType<typeof openPostgis>>
}

async function measurePlace({ name, tile }: Place, { client, plain, postgis }: Tools): Promise<Line> {
  const { bytes, etag } = await client.get(tile)
  const fresh = await timed(ROUNDS, () => client.fresh(tile))
  const kept = await timed(ROUNDS, () => client.get(tile))
  const unchanged = await timed(ROUNDS, () => client.get(tile, etag))
  const sqlAlone = await timed(ROUNDS, await plain.statementsOf(tile))
  const rendered = await timed(ROUNDS, () => plain.render(tile))
  const byPostgis = postgis && (await timed(ROUNDS, () => postgis.render(tile)))
  const share = byPostgis && rendered.p50 / byPostgis.p50
  const goal = goalOf(name)
  return {
    name: `Tile, ${name}`,
    measured: `${told(fresh)}; kept ${told(kept)}; 304 ${told(unchanged)}; ${(bytes / 1000).toFixed(1)} kB gzip`,
    baseline: `SQL ${told(sqlAlone)}; rendered ${told(rendered)}${byPostgis ? `; PostGIS ${told(byPostgis)} = ${share?.toFixed(2)} ×` : ''}`,
    goal: `p95 ≤ ${goal} ms, 304 ≤ ${UNCHANGED_GOAL_MS} ms${byPostgis ? `, rendered ≤ ${POSTGIS_GOAL} × PostGIS` : ''}`,
    isMet: fresh.p95 <= goal && unchanged.p95 <= UNCHANGED_GOAL_MS && (share ?? 0) <= POSTGIS_GOAL,
    values: { tile, bytes, fresh, kept, unchanged, sqlAlone, rendered, byPostgis },
  }
}

const goalOf = (name: string) => (name === 'dense z14' ? FULLEST_GOAL_MS : GOAL_MS)

const told = ({ p50, p95 }: Times) => `${p50.toFixed(1)} / ${p95.toFixed(1)} ms`

/** One connection that stays open, as a browser's does. */
function openClient({ url, sql }: GeoBench) {
  const pool = new Pool(url, { connections: 1 })
  const get = async ({ z, x, y }: TileCoord, etag?: string) => {
    const headers = { 'accept-encoding': 'gzip', ...(etag && { 'if-none-match': etag }) }
    const startedAt = performance.now()
    const response = await pool.request({ method: 'GET', path: `/tiles/${z}/${x}/${y}.mvt`, headers })
    const body = await response.body.arrayBuffer()
    const ms = performance.now() - startedAt
    if (response.statusCode !== (etag ? 304 : body.byteLength > 0 ? 200 : 204))
      throw new Error(`HTTP ${response.statusCode}`)
    return { ms, bytes: body.byteLength, etag: String(response.headers.etag) }
  }
  return {
    get,
    /** The tile after a change of the map, so that nothing kept in memory will do. */
    fresh: async (tile: TileCoord) => {
      await sql`insert into map_changes (is_takedown) values (false)`
      return get(tile)
    },
    close: () => pool.close(),
  }
}

/** The queries of a tile without HTTP: by themselves, and with the tile made of them. */
function openPlain(databaseUrl: string) {
  const client = postgres(databaseUrl, { max: 4, onnotice: () => {} })
  let asked: { query: string; params: unknown[] }[] = []
  const logger = { logQuery: (query: string, params: unknown[]) => void asked.push({ query, params }) }
  const db = drizzle({ client, schema, logger })
  const render = async (tile: TileCoord) => {
    const startedAt = performance.now()
    await renderTile(db, tile)
    return { ms: performance.now() - startedAt }
  }
  return {
    render,
    async statementsOf(tile: TileCoord) {
      asked = []
      await renderTile(db, tile)
      const statements = asked
      return async () => {
        const startedAt = performance.now()
        for (const { query, params } of statements) {
          await client.unsafe(query, params as never[], { prepare: true }) // as drizzle passes them
        }
        return { ms: performance.now() - startedAt }
      }
    },
    close: () => client.end({ timeout: 1 }),
  }
}

async function timed(rounds: number, run: () => Promise<{ ms: number }>): Promise<Times> {
  for (let round = 0; round < WARM_UP; round++) await run()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push((await run()).ms)
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) }
}
