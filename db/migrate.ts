import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { openPool } from './open-pool'

const MIGRATION_LOCK = 7_305_112 // any number that every process of this product agrees on

/**
 * Brings the database at `url` to the newest schema. Safe to run from several processes at once: each waits for a lock. A transaction of
 * its own holds the lock, since a pooler would give the next query of a session another connection.
 */
export async function migrateDatabase(
  url: string,
  { folder = 'db/migrations' }: { folder?: string } = {},
): Promise<void> {
  const client = openPool(url, { max: 2 })
  try {
    await client.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`
      await migrate(drizzle({ client }), { migrationsFolder: folder })
    })
  } finally {
    await client.end()
  }
}
