import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import type { ImportState } from '@/lib/model/import-states'

/** The newest import of a sequence by that user, or null. */
export async function findLatestImport(
  db: Db,
  { sequenceId, userId }: { sequenceId: number; userId: number },
): Promise<{ id: string; state: ImportState } | null> {
  const [latest] = await db
    .select({ id: imports.id, state: imports.state })
    .from(imports)
    .where(and(eq(imports.sequenceId, sequenceId), eq(imports.userId, userId)))
    .orderBy(desc(imports.id))
    .limit(1)
  return latest ? { id: String(latest.id), state: latest.state } : null
}
