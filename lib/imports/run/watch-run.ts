import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { lateRun, quietFor, STEP_RETRY_MS, withHeartbeat } from '@/db/lost-runs'
import { imports } from '@/db/schema/imports'

/** Runs a part of an import and notes meanwhile that it moves. An error that nobody expects makes Inngest wait before it tries again. */
export async function watchRun<T>(db: Db, importId: number, work: () => Promise<T>): Promise<T> {
  const isStale = sql`${imports.id} = ${importId} and ${imports.movedAt} < now() - interval '5 seconds'` // parts run side by side
  return withHeartbeat(() => db.update(imports).set({ movedAt: sql`now()` }).where(isStale), work)
}

/** The run of this import does nothing for so long, and must not count as lost in the meantime. */
export async function noteQuiet(db: Db, importId: number, ms = STEP_RETRY_MS): Promise<void> {
  await db.update(imports).set(quietFor(imports, ms)).where(eq(imports.id, importId))
}

/** A run of this import came after it had been replaced by a newer attempt. */
export async function noteLateRun(db: Db, importId: number): Promise<void> {
  await db.update(imports).set(lateRun(imports)).where(eq(imports.id, importId))
}
