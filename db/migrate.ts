import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const MIGRATION_LOCK = 7_305_112 // any number that every process of this product agrees on

/** Brings the database at `url` to the newest schema. Safe to run from several processes at once: an advisory lock lines them up. */
export async function migrateDatabase(
  url: string,
  { folder = 'db/migrations' }: { folder?: string } = {},
): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle({ client }), { migrationsFolder: folder })
  } finally {
    await client.end()
  }
}
