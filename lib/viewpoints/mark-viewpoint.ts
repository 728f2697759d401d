import { ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { viewpoints } from '@/db/schema/viewpoints'
import { notify } from '@/lib/notices/notify'
import { getViewpoint, type Viewpoint } from './get-viewpoint'
import { requireMarkablePhoto } from './require-markable-photo'

/**
 * Marks somebody else's photo as worth the trip (true) or not (false), in place of the user's earlier mark. Safe to repeat:
 * the same mark keeps its date. Throws NOT_FOUND, FORBIDDEN (own photo).
 */
export async function markViewpoint(
  db: Db,
  { photoId, userId, value }: { photoId: number; userId: number; value: boolean },
): Promise<Viewpoint> {
  const { ownerId } = await requireMarkablePhoto(db, { photoId, userId })
  await db.transaction(async (tx) => {
    const changed = await tx
      .insert(viewpoints)
      .values({ photoId, userId, photoOwnerId: ownerId, value })
      .onConflictDoUpdate({
        target: [viewpoints.photoId, viewpoints.userId],
        set: { value, markedAt: sql`now()` },
        setWhere: ne(viewpoints.value, value),
      })
      .returning({ photoId: viewpoints.photoId })
    if (changed.length > 0 && value)
      await notify(tx, { userId: ownerId, kind: 'photo_marked', topic: `photo ${photoId}`, photoId })
  })
  return getViewpoint(db, { photoId, userId })
}
