import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { openPool } from './open-pool'

const MIGRATION_LOCK = 7_305_112 // any number that every process of this product agrees on

/** A newer version of the product has changed the schema, and this one might spoil what it stored. */
export class NewerDatabase extends Error {
  constructor(migratedAt: Date) {
    super(
      `A newer version of Map the Paths has migrated this database (its newest migration is of ${migratedAt.toISOString()}). Start that version, or restore a copy of the database from before the upgrade.`,
    )
  }
}

/**
 * Brings the database at `url` to the newest schema. Safe to run from several processes at once: each waits for a lock. A transaction of
 * its own holds the lock, since a pooler would give the next query of a session another connection. Throws NewerDatabase.
 */
export async function migrateDatabase(
  url: string,
  { folder = 'db/migrations' }: { folder?: string } = {},
): Promise<void> {
  const client = openPool(url, { max: 2 })
  try {
    await client.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`
      const db = drizzle({ client })
      await refuseNewer(db, folder)
      await migrate(db, { migrationsFolder: folder })
    })
  } finally {
    await client.end()
  }
}

async function refuseNewer(db: PostgresJsDatabase, folder: string): Promise<void> {
  const [table] = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') as name`)
  if (!table?.name) return
  const [newest] = await db.execute(sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`)
  const known = readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis)
  const at = Number(newest?.at ?? 0)
  if (at > Math.max(...known)) throw new NewerDatabase(new Date(at))
}
