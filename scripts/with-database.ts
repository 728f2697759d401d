import { connect, type Db } from '@/db/client'
import { describeDatabaseFailure } from '@/db/describe-failure'
import { databaseUrls } from '@/lib/config/database-urls'

/** Runs a command on the database of the environment and prints what it says; what goes wrong is one line, and exit code 1. */
export async function withDatabase(command: (db: Db) => Promise<string>): Promise<void> {
  const { DATABASE_URL, DATABASE_URL_DIRECT } = process.env
  if (!DATABASE_URL) throw new Error('DATABASE_URL: read nothing, expected the database of the product')
  const db = connect(databaseUrls({ DATABASE_URL, DATABASE_URL_DIRECT }).DATABASE_URL_DIRECT, { max: 1 })
  try {
    console.log(await command(db))
  } catch (error) {
    console.error(describeDatabaseFailure(error) ?? (error instanceof Error ? error.message : String(error)))
    process.exitCode = 1
  } finally {
    await db.$client.end()
  }
}
