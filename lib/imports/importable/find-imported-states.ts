import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importPhotos, imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import type { ImportedState } from '@/lib/imports/types'
import { ACTIVE_STATES } from '@/lib/model/import-states'

/** Where sequences of Mapillary stand here, by their keys, for the user; those that nobody imported are missing. */
export async function findImportedStates(
  db: Db,
  { userId, keys }: { userId: number; keys: string[] },
): Promise<Map<string, ImportedState>> {
  if (keys.length === 0) return new Map()
  const done = sql<number>`case when ${inArray(imports.state, [...ACTIVE_STATES])} then
    (select count(*) from ${importPhotos} where ${importPhotos.importId} = ${imports.id} and ${importPhotos.originals} <> 'pending')
    else 0 end`
  const rows = await db
    .selectDistinctOn([sequences.id], {
      key: sequences.mapillaryKey,
      ownerId: sequences.ownerId,
      sequenceId: sequences.id,
      importId: imports.id,
      status: imports.state,
      reason: imports.reason,
      total: imports.photoTotal,
      done: done.mapWith(Number),
    })
    .from(sequences)
    .innerJoin(imports, eq(imports.sequenceId, sequences.id))
    .where(inArray(sequences.mapillaryKey, sql`(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`))
    .orderBy(sequences.id, desc(imports.id))
  return new Map(rows.map((row) => [row.key, row.ownerId === userId ? toState(row) : { state: 'taken' }]))
}

type Row = Pick<typeof imports.$inferSelect, 'reason'> & {
  sequenceId: number
  importId: number
  status: typeof imports.$inferSelect.state
  total: number | null
  done: number
}

function toState({ status, reason, total, done, ...row }: Row): ImportedState {
  const ids = { importId: String(row.importId), sequenceId: String(row.sequenceId) }
  if (ACTIVE_STATES.some((active) => active === status)) return { state: 'importing', ...ids, done, total, status }
  if (status === 'completed' || status === 'completed_with_errors')
    return { state: 'imported', ...ids, withErrors: status === 'completed_with_errors' }
  return { state: 'failed', ...ids, reason }
}
