import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importErrors, importPhotos, imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import { IMPORT_STAGES } from '@/lib/model/import-stages'
import type { ImportState } from '@/lib/model/import-states'
import { sequenceOfImport } from './sequence-of-import'

export type ListedImport = {
  id: string
  sequenceId: string
  sequenceName: string
  kind: 'import' | 'sync'
  state: ImportState
  reason: string | null
  requestedAt: Date
  photoTotal: number | null
  originalsDone: number
  /** How much is settled, 0 to 100, over all stages as the page of the import counts it; null: it holds no photo yet. */
  percentDone: number | null
  errorTotal: number
}

/** How many stages of a photo are over. */
const SETTLED = sql.join(
  IMPORT_STAGES.map((stage) => sql`(${importPhotos[stage]} in ('done', 'failed'))::int`),
  sql` + `,
)

/** A page of the user's imports, newest first. `cursor` and `nextCursor`: the last import shown. */
export async function listImports(
  db: Db,
  { userId, cursor, limit = 50 }: { userId: number; cursor?: number | undefined; limit?: number },
): Promise<{ imports: ListedImport[]; nextCursor: string | null }> {
  const rows = await db
    .select({
      id: imports.id,
      sequenceId: sequenceOfImport.id,
      sequenceName: sequenceOfImport.name,
      kind: imports.kind,
      state: imports.state,
      reason: imports.reason,
      requestedAt: imports.requestedAt,
      photoTotal: imports.photoTotal,
      originalsDone: sql<number>`(select count(*)::int from ${importPhotos}
        where ${importPhotos.importId} = ${imports.id} and ${importPhotos.originals} = 'done')`,
      percentDone: sql<
        number | null
      >`(select floor(100.0 * sum(${SETTLED}) / (count(*) * ${IMPORT_STAGES.length}::int))::int
        from ${importPhotos} where ${importPhotos.importId} = ${imports.id} having count(*) > 0)`,
      errorTotal: sql<number>`(select count(*)::int from ${importErrors} where ${importErrors.importId} = ${imports.id})`,
    })
    .from(imports)
    .leftJoin(sequences, eq(sequences.id, imports.sequenceId))
    .where(and(eq(imports.userId, userId), cursor === undefined ? undefined : lt(imports.id, cursor)))
    .orderBy(desc(imports.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit).map((row) => ({ ...row, id: String(row.id), sequenceId: String(row.sequenceId) }))
  return { imports: shown, nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
