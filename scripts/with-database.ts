import { connect, type Db } from '@/db/client'
import { describeDatabaseFailure } from '@/db/describe-failure'
import { databaseUrls } from '@/lib/config/database-urls'

/** Runs a command on the database of the environment and prints what it says; what goes wrong is one line, and exit code 1. */
export async function withDatabase(command: (db: Db) => Promise<string>): Promise<void> {
  await withDatabaseUrl(async (url) => {
    const db = connect(url, { max: 1 })
    try {
      return await command(db)
    } finally {
      await db.$client.end()
    }
  })
}

/** As `withDatabase`, for a command that makes its own connections. */
export async function withDatabaseUrl(command: (url: string) => Promise<string>): Promise<void> {
  const { DATABASE_URL, DATABASE_URL_DIRECT } = process.env
  if (!DATABASE_URL) throw new Error('DATABASE_URL: read nothing, expected the database of the product')
  try {
    console.log(await command(databaseUrls({ DATABASE_URL, DATABASE_URL_DIRECT }).DATABASE_URL_DIRECT))
  } catch (error) {
    console.error(describeDatabaseFailure(error) ?? (error instanceof Error ? error.message : String(error)))
    process.exitCode = 1
  }
}
