import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { viewpoints } from '@/db/schema/viewpoints'
import { AppError } from '@/lib/errors'
import { visiblePhotos } from '@/lib/visibility/visible-rows'

/** The user's own mark on a photo (null: none) and the number of true marks of everybody. */
export type Viewpoint = { value: boolean | null; count: number }

/** Throws NOT_FOUND when there is no such photo, or the user may not see it. */
export async function getViewpoint(
  db: Db,
  { photoId, userId }: { photoId: number; userId: number },
): Promise<Viewpoint> {
  const [row] = await db
    .select({ value: viewpoints.value, count: photos.viewpointCount })
    .from(photos)
    .leftJoin(viewpoints, and(eq(viewpoints.photoId, photos.id), eq(viewpoints.userId, userId)))
    .where(and(eq(photos.id, photoId), visiblePhotos(userId)))
  if (!row) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  return row
}
