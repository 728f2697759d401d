import { and, asc, eq, gte, isNotNull, lt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { getSequence } from './get-sequence'

/** The photos of a sequence numbered `first` and the `count - 1` after it, as far as `viewer` may see them. Throws NOT_FOUND. */
export async function getPhotoWindow(
  db: Db,
  { sequenceId, first, count, viewer }: { sequenceId: number; first: number; count: number; viewer: Viewer },
): Promise<{ id: string; n: number }[]> {
  await getSequence(db, { sequenceId, viewer })
  const rows = await db
    .select({ id: photos.id, n: photos.n })
    .from(photos)
    .where(
      and(
        eq(photos.sequenceId, sequenceId),
        gte(photos.n, first),
        lt(photos.n, first + count),
        isNotNull(photos.importedAt),
        visiblePhotos(viewer),
      ),
    )
    .orderBy(asc(photos.n))
  return rows.map(({ id, n }) => ({ id: String(id), n }))
}
