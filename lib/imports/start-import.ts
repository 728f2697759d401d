import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import type { Outcome } from '@/lib/imports/outcome'

/** As many imports of one user run at once; the others stay queued. */
export const IMPORTS_AT_ONCE = 2

/** Lets a queued import run when it is its turn, else answers `turn`. Safe to repeat. */
export async function startImport(db: Db, importId: number): Promise<Outcome> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(imports).where(eq(imports.id, importId))
    if (!row || row.state === 'cancelled') return { next: 'stop' }
    if (row.state !== 'queued') return { next: 'done' }
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('imports of user'), ${row.userId}::int)`)
    const running = await tx.$count(
      imports,
      and(
        eq(imports.userId, row.userId),
        ne(imports.id, importId),
        inArray(imports.state, ['running', 'waiting_for_login', 'waiting_for_mapillary']),
      ),
    )
    if (running >= IMPORTS_AT_ONCE) return { next: 'turn' }
    await tx
      .update(imports)
      .set({ state: 'running', startedAt: sql`coalesce(${imports.startedAt}, now())`, reason: null })
      .where(and(eq(imports.id, importId), eq(imports.state, 'queued')))
    return { next: 'done' }
  })
}
