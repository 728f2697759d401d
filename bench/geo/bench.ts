import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { connect } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { recount, recountMap } from '@/lib/maintenance/recount'
import { createDatabase } from '../../scripts/databases.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { logInAs, start } from '../import/product'
import { startUpstream, type Upstream } from '../import/start-upstream'
import { loadWorld, type World } from './load'

const IMPORTED = 10_000 // photos of the sequence that can be imported meanwhile

const folder = join(import.meta.dirname, '../../.bench')

export type GeoBench = Awaited<ReturnType<typeof openGeoBench>>

/** The built product on a database of invented photos, made unless an earlier run kept it. `env`: further variables of the product. */
export async function openGeoBench({
  keep,
  env = {},
  ...world
}: World & { keep: boolean; env?: Record<string, string> }) {
  const dataDir = join(folder, `geo-${world.photos}-${world.detections}`)
  if (existsSync(join(dataDir, 'complete'))) await migrateKept(dataDir)
  else await makeData(dataDir, world)
  const upstream = await startUpstream({ sequences: [{ photos: IMPORTED, originalBytes: 10_000 }] })
  const stack = await start(upstream, { dataDir, env })
  const cookie = await logInAs(stack, upstream)
  const sql = postgres(stack.databaseUrl(), { max: 4, onnotice: () => {} })
  await sql`vacuum (analyze) photos, sequences, photo_search` // as a site that runs longer has done since the last import
  return {
    world,
    url: stack.url,
    stack,
    databaseUrl: stack.databaseUrl(),
    sql,
    /** Runs `measure` while the upstream's sequence is being imported, and takes it away again. */
    async whileImporting<T>(measure: () => Promise<T>): Promise<T> {
      const headers = { cookie, origin: stack.url, 'content-type': 'application/json' }
      const body = JSON.stringify({ mapillarySequenceKey: upstream.sequenceKeys[0] })
      const response = await fetch(`${stack.url}/api/v1/sequences`, { method: 'POST', headers, body })
      if (response.status !== 202) throw new Error(`The import did not start: HTTP ${response.status}`)
      try {
        await hasStored(sql, 100)
        return await measure()
      } finally {
        await removeImported(sql, dataDir, upstream)
      }
    },
    async close(): Promise<void> {
      await sql.end({ timeout: 1 })
      await (keep ? stack.stop() : stack.remove())
      await upstream.stop()
    },
  }
}

async function makeData(dataDir: string, world: World): Promise<void> {
  console.log(`Making ${world.photos} photos in ${dataDir}`)
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), durable: false })
  try {
    const url = await createDatabase(server.url, 'map_the_paths')
    await migrateDatabase(url)
    await loadWorld(url, world)
    const db = connect(url, { max: 1 })
    await (world.isSearched ? recount(db) : recountMap(db))
    await db.$client.unsafe('vacuum (analyze)')
    await db.$client.end()
  } finally {
    await server.stop()
  }
  writeFileSync(join(dataDir, 'complete'), '')
}

/** Brings data of an earlier run to the newest schema: outside of the product, whose start must not take so long. */
async function migrateKept(dataDir: string): Promise<void> {
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), durable: false })
  try {
    await migrateDatabase(await createDatabase(server.url, 'map_the_paths'))
  } finally {
    await server.stop()
  }
}

async function hasStored(sql: postgres.Sql, photos: number): Promise<void> {
  for (;;) {
    const [row] = await sql<{ stored: number }[]>`
      select count(*)::int as stored from import_photos join imports on imports.id = import_id where state = 'running' and data = 'done'`
    if (row && row.stored >= photos) return
    await delay(100)
  }
}

async function removeImported(sql: postgres.Sql, dataDir: string, { sequenceKeys }: Upstream): Promise<void> {
  await sql`delete from photos where sequence_id in (select id from sequences where mapillary_key = any(${sequenceKeys}))`
  await sql`delete from sequences where mapillary_key = any(${sequenceKeys})`
  rmSync(join(dataDir, 'backup'), { recursive: true, force: true })
}
