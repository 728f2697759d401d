import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { connect } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { recount } from '@/lib/recount'
import { startStack } from '@/tests/support/stack'
import { createDatabase, startPostgres } from '../../scripts/postgres.mjs'
import { loadWorld } from './load'

const folder = join(import.meta.dirname, '../../.bench')

export type GeoBench = Awaited<ReturnType<typeof openGeoBench>>
type World = { photos: number; detections: number }

/** The built product on a database of invented photos, made unless an earlier run kept it. */
export async function openGeoBench({ keep, ...world }: World & { keep: boolean }) {
  const dataDir = join(folder, `geo-${world.photos}-${world.detections}`)
  if (!existsSync(join(dataDir, 'complete'))) await makeData(dataDir, world)
  const stack = await startStack({ dataDir })
  const sql = postgres(stack.databaseUrl(), { max: 4, onnotice: () => {} })
  return {
    world,
    url: stack.url,
    databaseUrl: stack.databaseUrl(),
    sql,
    async close(): Promise<void> {
      await sql.end({ timeout: 1 })
      await (keep ? stack.stop() : stack.remove())
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
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    await loadWorld(sql, world)
    await sql.end()
    const db = connect(url, { max: 1 })
    await recount(db)
    await db.$client`vacuum (analyze)`
    await db.$client.end()
  } finally {
    await server.stop()
  }
  writeFileSync(join(dataDir, 'complete'), '')
}
