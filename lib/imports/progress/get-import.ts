import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importErrors, importPhotos, imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import type { ImportProgress, StageProgress } from '@/lib/imports/types'
import { IMPORT_STAGES, type ImportStage, STAGES } from '@/lib/model/import-stages'
import { mapKeys } from '@/lib/model/keys-of'
import { sequenceOfImport } from './sequence-of-import'

const ERRORS_SHOWN = 500

/** How far an import of this user is, in one query. Throws NOT_FOUND, also for somebody else's. */
export async function getImport(
  db: Db,
  { importId, userId }: { importId: number; userId: number },
): Promise<ImportProgress> {
  const counts = countStages(db, importId)
  const errors = listErrors(db, importId)
  const [row] = await db
    .select({
      import: imports,
      sequence: sequenceOfImport,
      counts: counts.counts,
      errors: errors.errors,
      errorTotal: db.$count(importErrors, eq(importErrors.importId, importId)),
    })
    .from(imports)
    .leftJoin(sequences, eq(sequences.id, imports.sequenceId))
    .innerJoin(counts, sql`true`)
    .innerJoin(errors, sql`true`)
    .where(and(eq(imports.id, importId), eq(imports.userId, userId)))
  if (!row) throw new AppError('NOT_FOUND', `Import ${importId} not found`)
  const { kind, state, reason, notes, photoTotal, ...times } = row.import
  return {
    id: String(importId),
    sequenceId: String(row.sequence.id),
    isSequenceRemoved: row.import.sequenceId === null,
    kind,
    sequenceName: row.sequence.name,
    mapillarySequenceKey: row.sequence.key,
    status: state,
    reason,
    notes,
    waitingUntil: times.waitingUntil?.toISOString() ?? null,
    requestedAt: times.requestedAt.toISOString(),
    startedAt: times.startedAt?.toISOString() ?? null,
    finishedAt: times.finishedAt?.toISOString() ?? null,
    photoTotal,
    stages: toStages(row.counts),
    errorTotal: row.errorTotal,
    errors: row.errors,
  }
}

/** One row: `total`, `bytes`, and for each stage how many photos are done and failed. */
function countStages(db: Db, importId: number) {
  const parts = IMPORT_STAGES.flatMap((stage) => [
    sql`${`${stage}Done`}::text, count(*) filter (where ${importPhotos[stage]} = 'done')`,
    sql`${`${stage}Failed`}::text, count(*) filter (where ${importPhotos[stage]} = 'failed')`,
  ])
  const total = sql`'total', count(*), 'bytes', coalesce(sum(${importPhotos.bytes}), 0)`
  return db
    .select({
      counts: sql<Record<string, number>>`json_build_object(${sql.join([total, ...parts], sql`, `)})`.as('counts'),
    })
    .from(importPhotos)
    .where(eq(importPhotos.importId, importId))
    .as('counted')
}

function toStages(counts: Record<string, number>): Record<ImportStage, StageProgress> {
  const progressOf = (stage: ImportStage): StageProgress => {
    const { total = 0, [`${stage}Done`]: done = 0, [`${stage}Failed`]: failed = 0, bytes = 0 } = counts
    return { total, done, failed, waiting: total - done - failed, bytes: stage === 'originals' ? bytes : 0 }
  }
  return mapKeys(STAGES, progressOf)
}

/** One row: the first errors, as JSON. */
function listErrors(db: Db, importId: number) {
  const listed = db
    .select({
      photoId: sql`${photos.id}::text`.as('photo_id'),
      n: photos.n,
      mapillaryKey: photos.mapillaryKey,
      stage: importErrors.stage,
      reason: importErrors.reason,
    })
    .from(importErrors)
    .innerJoin(photos, eq(photos.id, importErrors.photoId))
    .where(eq(importErrors.importId, importId))
    .orderBy(asc(photos.n), asc(importErrors.stage))
    .limit(ERRORS_SHOWN)
    .as('listed')
  const error = sql`json_build_object('photoId', ${listed.photoId}, 'n', ${listed.n}, 'mapillaryKey', ${listed.mapillaryKey},
    'stage', ${listed.stage}, 'reason', ${listed.reason})`
  return db
    .select({
      errors: sql<
        ImportProgress['errors']
      >`coalesce(json_agg(${error} order by ${listed.n}, ${listed.stage}), '[]')`.as('errors'),
    })
    .from(listed)
    .as('first_errors')
}
