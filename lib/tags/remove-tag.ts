import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { tags } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { getTag } from './get-tag'

/**
 * Takes a tag away: its author, the photo's owner and admins may. It can be brought back by restoreTag. Safe to repeat: the first
 * removal stands. Throws NOT_FOUND, FORBIDDEN.
 */
export async function removeTag(db: Db, { tagId, userId }: { tagId: number; userId: number }): Promise<void> {
  const { tag } = await getTag(db, { tagId, viewer: userId })
  if (!tag.mayRemove) throw new AppError('FORBIDDEN', 'Only its author and the owner of the photo can remove a tag')
  await db
    .update(tags)
    .set({ removedAt: sql`now()`, removedBy: userId, changedAt: sql`now()`, changedBy: userId })
    .where(and(eq(tags.id, tagId), isNull(tags.removedAt)))
}
