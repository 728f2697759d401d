import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { ACTIVE_STATES } from '@/lib/model/import-states'

/**
 * Of one user. A run that waits in line looks at each import that ends and twice a minute: thousands of them would be busy with nothing
 * else. So the others wait in the database only, and the sweep gives them runs as they come nearer.
 */
export const RUNS_IN_LINE = 50

/** The condition that an import has begun, or is among the first that wait in its user's line: it has a run, or is to have one. */
export function isNearTurn(): SQL {
  const line = sql`select id, state, row_number() over (partition by user_id order by state = 'queued', id) as place
    from ${imports} where ${inArray(imports.state, [...ACTIVE_STATES])}`
  return sql`${imports.id} in (select id from (${line}) line where state <> 'queued' or place <= ${RUNS_IN_LINE}::int)`
}

/** The ids of a user's imports that are to have runs now. */
export async function findNearTurn(db: Db, userId: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.userId, userId), isNearTurn()))
  return new Set(rows.map(({ id }) => id))
}
