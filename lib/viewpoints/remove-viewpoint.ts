import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { viewpoints } from '@/db/schema/viewpoints'
import { getViewpoint, type Viewpoint } from './get-viewpoint'
import { requireMarkablePhoto } from './require-markable-photo'

/** Takes the user's mark back; nothing happens when there is none. Throws NOT_FOUND, FORBIDDEN (own photo). */
export async function removeViewpoint(
  db: Db,
  { photoId, userId }: { photoId: number; userId: number },
): Promise<Viewpoint> {
  await requireMarkablePhoto(db, { photoId, userId })
  await db.delete(viewpoints).where(and(eq(viewpoints.photoId, photoId), eq(viewpoints.userId, userId)))
  return getViewpoint(db, { photoId, userId })
}
