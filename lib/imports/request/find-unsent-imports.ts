import { and, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'

/** Imports that have been queued for over a minute: their event may have been lost between the database and Inngest. */
export async function findUnsentImports(db: Db): Promise<{ importId: number; userId: number; attempt: number }[]> {
  return db
    .select({ importId: imports.id, userId: imports.userId, attempt: imports.attempt })
    .from(imports)
    .where(and(eq(imports.state, 'queued'), lt(imports.requestedAt, sql`now() - interval '1 minute'`)))
    .limit(500)
}
