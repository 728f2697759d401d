import { sql } from 'drizzle-orm'
import { APPLICATION_NAME, type Db } from '@/db/client'
import { one } from '@/db/one'
import { AppError } from '@/lib/errors'

/**
 * Throws CONFLICT when somebody else of us is connected to this database: a running product would give away the ids of what is still to come, and
 * its imports would write beside what the backup says. `db` has one connection.
 */
export async function requireStopped(db: Db): Promise<void> {
  const { count } = one(
    await db.execute<{ count: number }>(sql`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name = ${APPLICATION_NAME} and pid <> pg_backend_pid()`),
  )
  if (count > 0)
    throw new AppError(
      'CONFLICT',
      `Map the Paths is running on this database (${count} connections): stop it first, then restore. If only a pooler has kept them, say --anyway.`,
    )
}
