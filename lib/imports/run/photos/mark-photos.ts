import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importErrors, importPhotos } from '@/db/schema/imports'
import type { ImportStage } from '@/lib/model/import-stages'

/** Records that a stage is done for these photos. */
export async function markDone(
  db: Db,
  { importId, stage, photoIds }: { importId: number; stage: ImportStage; photoIds: number[] },
): Promise<void> {
  if (photoIds.length === 0) return
  await db
    .update(importPhotos)
    .set({ [stage]: 'done' })
    .where(and(eq(importPhotos.importId, importId), inArray(importPhotos.photoId, photoIds)))
}

/** Records that a stage failed for good for these photos, and why. */
export async function markFailed(
  db: Db,
  { importId, stage, photoIds, reason }: { importId: number; stage: ImportStage; photoIds: number[]; reason: string },
): Promise<void> {
  if (photoIds.length === 0) return
  await db.transaction(async (tx) => {
    await tx
      .update(importPhotos)
      .set({ [stage]: 'failed' })
      .where(and(eq(importPhotos.importId, importId), inArray(importPhotos.photoId, photoIds)))
    await tx
      .insert(importErrors)
      .values(photoIds.map((photoId) => ({ importId, photoId, stage, reason })))
      .onConflictDoNothing()
  })
}
