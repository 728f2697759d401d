import { and, asc, eq, gt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importPhotos } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { KEYS_PER_CALL } from '@/lib/mapillary/keys-per-call'
import type { ImportStage } from '@/lib/model/import-stages'

export type BatchPhoto = { id: number; key: string; n: number; isImported: boolean }

type Pending = { importId: number; stage: ImportStage; after?: number; limit?: number }

/** The next photos that wait in this stage, in the order in which they were numbered; those behind the photo `after`. */
export async function findPending(
  db: Db,
  { importId, stage, after = 0, limit = KEYS_PER_CALL }: Pending,
): Promise<BatchPhoto[]> {
  const rows = await db
    .select({ id: photos.id, key: photos.mapillaryKey, n: photos.n, importedAt: photos.importedAt })
    .from(importPhotos)
    .innerJoin(photos, eq(photos.id, importPhotos.photoId))
    .where(
      and(eq(importPhotos.importId, importId), gt(importPhotos.photoId, after), eq(importPhotos[stage], 'pending')),
    )
    .orderBy(asc(importPhotos.photoId)) // as numbered, and as the primary key lies: nothing is sorted
    .limit(limit)
  return rows.map(({ importedAt, ...photo }) => ({ ...photo, isImported: importedAt !== null }))
}
