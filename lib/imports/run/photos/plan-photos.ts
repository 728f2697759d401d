import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importPhotos, imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import type { ImportJob } from '@/lib/imports/run/import-job'
import { STAGES } from '@/lib/model/import-stages'
import { mapKeys } from '@/lib/model/keys-of'

/** Records which photos of the sequence this import takes: those on Mapillary whose keys are certain, and of them those that `only` allows. Safe to repeat. */
export async function planPhotos(db: Db, { importId, sequenceId }: ImportJob, only?: SQL): Promise<void> {
  const isCertain = sql`not exists (select 1 from key_candidates c where c.photo_id = ${photos.id})`
  await db
    .insert(importPhotos)
    .select(
      db
        .select({
          importId: sql<number>`${importId}::bigint`.as('import_id'),
          photoId: photos.id,
          ...mapKeys(STAGES, (stage) => sql<'pending'>`'pending'`.as(stage)),
          bytes: sql<number>`0`.as('bytes'),
        })
        .from(photos)
        .where(and(eq(photos.sequenceId, sequenceId), isNull(photos.deniedAt), isNull(photos.goneAt), isCertain, only)),
    )
    .onConflictDoNothing()
  await db
    .update(imports)
    .set({ photoTotal: sql`(select count(*) from import_photos where import_id = ${importId})` })
    .where(eq(imports.id, importId))
}
