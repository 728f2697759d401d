import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { IMPORT_STAGES, importErrors, importPhotos, imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import type { ImportProgress, ImportStage, StageProgress } from '@/lib/imports/types'

const ERRORS_SHOWN = 500

/** How far an import of this user is. Throws NOT_FOUND, also for somebody else's. */
export async function getImport(
  db: Db,
  { importId, userId }: { importId: number; userId: number },
): Promise<ImportProgress> {
  const [row] = await db
    .select({ import: imports, name: sequences.name, key: sequences.mapillaryKey })
    .from(imports)
    .innerJoin(sequences, eq(sequences.id, imports.sequenceId))
    .where(and(eq(imports.id, importId), eq(imports.userId, userId)))
  if (!row) throw new AppError('NOT_FOUND', `Import ${importId} not found`)
  const [stages, errors, errorTotal] = await Promise.all([
    countStages(db, importId),
    listErrors(db, importId),
    db.$count(importErrors, eq(importErrors.importId, importId)),
  ])
  const { sequenceId, kind, state, reason, photoTotal, ...times } = row.import
  return {
    id: String(importId),
    sequenceId: String(sequenceId),
    kind,
    sequenceName: row.name,
    mapillarySequenceKey: row.key,
    status: state,
    reason,
    waitingUntil: times.waitingUntil?.toISOString() ?? null,
    requestedAt: times.requestedAt.toISOString(),
    startedAt: times.startedAt?.toISOString() ?? null,
    finishedAt: times.finishedAt?.toISOString() ?? null,
    photoTotal,
    stages,
    errorTotal,
    errors,
  }
}

async function countStages(db: Db, importId: number): Promise<Record<ImportStage, StageProgress>> {
  const counts = Object.fromEntries(
    IMPORT_STAGES.flatMap((stage) => [
      [`${stage}Done`, sql<number>`count(*) filter (where ${importPhotos[stage]} = 'done')`.mapWith(Number)],
      [`${stage}Failed`, sql<number>`count(*) filter (where ${importPhotos[stage]} = 'failed')`.mapWith(Number)],
    ]),
  )
  const [row] = await db
    .select({
      ...counts,
      total: sql<number>`count(*)`.mapWith(Number),
      bytes: sql<number>`coalesce(sum(${importPhotos.bytes}), 0)`.mapWith(Number),
    })
    .from(importPhotos)
    .where(eq(importPhotos.importId, importId))
  const values: Record<string, number> = row ?? {}
  const progressOf = (stage: ImportStage): StageProgress => {
    const [total = 0, done = 0, failed = 0] = [values.total, values[`${stage}Done`], values[`${stage}Failed`]]
    return {
      total,
      done,
      failed,
      waiting: total - done - failed,
      bytes: stage === 'originals' ? (values.bytes ?? 0) : 0,
    }
  }
  return {
    data: progressOf('data'),
    altitude: progressOf('altitude'),
    trafficsigns: progressOf('trafficsigns'),
    segmentations: progressOf('segmentations'),
    instances: progressOf('instances'),
    originals: progressOf('originals'),
  }
}

async function listErrors(db: Db, importId: number): Promise<ImportProgress['errors']> {
  const rows = await db
    .select({
      photoId: photos.id,
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
  return rows.map((row) => ({ ...row, photoId: String(row.photoId) }))
}
