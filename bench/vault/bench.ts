import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect, type Db } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { folderStore, insertOriginals } from '@/tests/support/vault-scene'
import { createDatabase } from '../../scripts/databases.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import type { Collection, VaultBench, VaultSize } from './types'

const ORIGINAL_BYTES = 4_000_000
const AT_ONCE = 20 // are in memory at once

const folder = join(import.meta.dirname, '../../.bench')

/** A durable PostgreSQL as the product has it, without the product: what is measured here runs in this process. */
export async function openVaultBench(size: VaultSize): Promise<VaultBench & { close: () => Promise<void> }> {
  const dataDir = join(folder, `vault-${process.pid}`)
  const server = await startPostgres({ dataDir })
  const databases: ReturnType<typeof connect>[] = []
  let collection: Promise<Collection> | undefined
  const create = async (): Promise<Db> => {
    const url = await createDatabase(server.url, `bench_${databases.length}`)
    await migrateDatabase(url)
    const db = connect(url, { max: 6 })
    databases.push(db)
    await db.execute(sql`update instance set id = gen_random_uuid()`)
    return db
  }
  const fill = async (): Promise<Collection> => {
    const [db, store] = [await create(), await folderStore()]
    for (let left = size.originals; left > 0; left -= AT_ONCE)
      await insertOriginals(db, store.backup, Math.min(left, AT_ONCE), ORIGINAL_BYTES)
    return { db, store, totalBytes: size.originals * ORIGINAL_BYTES }
  }
  return {
    size,
    createDatabase: create,
    collection() {
      collection ??= fill()
      return collection
    },
    async close() {
      await (await collection)?.store.close()
      for (const db of databases) await db.$client.end({ timeout: 1 })
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}
