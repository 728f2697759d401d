import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { z } from 'zod'
import { openPool } from './open-pool'

const MIGRATION_LOCK = 7_305_112 // any number that every process of this product agrees on

const Journal = z.looseObject({ entries: z.array(z.looseObject({ when: z.number(), tag: z.string() })) })

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
 * its own holds the lock, since a pooler would give the next query of a session another connection. `until`: only migrations that are no
 * newer, in milliseconds since the Unix epoch. Throws NewerDatabase.
 */
export async function migrateDatabase(
  url: string,
  { folder = 'db/migrations', until = Number.POSITIVE_INFINITY }: { folder?: string; until?: number } = {},
): Promise<void> {
  const client = openPool(url, { max: 2 })
  try {
    await client.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`
      const db = drizzle({ client })
      await withMigrations(folder, until, async (migrationsFolder) => {
        await refuseNewer(db, migrationsFolder)
        await migrate(db, { migrationsFolder })
      })
    })
  } finally {
    await client.end()
  }
}

/** When the newest migration of the database at `url` was made, in milliseconds since the Unix epoch; 0 without any. */
export async function readSchemaTime(url: string): Promise<number> {
  const client = openPool(url, { max: 1 })
  try {
    return await findSchemaTime(drizzle({ client }))
  } finally {
    await client.end()
  }
}

async function findSchemaTime(db: PostgresJsDatabase): Promise<number> {
  const [table] = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') as name`)
  if (!table?.name) return 0
  const [newest] = await db.execute(sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`)
  return Number(newest?.at ?? 0)
}

async function refuseNewer(db: PostgresJsDatabase, folder: string): Promise<void> {
  const at = await findSchemaTime(db)
  const known = readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis)
  if (at > Math.max(0, ...known)) throw new NewerDatabase(new Date(at))
}

/** Calls `use` with a folder of the migrations up to a time: the migrator takes all that the journal of a folder names. */
async function withMigrations(folder: string, until: number, use: (folder: string) => Promise<void>): Promise<void> {
  if (until === Number.POSITIVE_INFINITY) return use(folder)
  const journal = Journal.parse(JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')))
  const entries = journal.entries.filter(({ when }) => when <= until)
  const part = await mkdtemp(join(tmpdir(), 'mtp-migrations-'))
  try {
    await mkdir(join(part, 'meta'))
    await writeFile(join(part, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
    for (const { tag } of entries) await copyFile(join(folder, `${tag}.sql`), join(part, `${tag}.sql`))
    await use(part)
  } finally {
    await rm(part, { recursive: true })
  }
}
