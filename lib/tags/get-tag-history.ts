import { asc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { tagChanges, tagTypes } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { shownUsername } from '@/lib/users/active-account'
import { getTag } from './get-tag'
import type { TagChange } from './types'

/** What happened to a tag, the first change first; for its author, the photo's owner and admins. Throws NOT_FOUND, FORBIDDEN. */
export async function getTagHistory(
  db: Db,
  { tagId, userId }: { tagId: number; userId: number },
): Promise<TagChange[]> {
  const { tag } = await getTag(db, { tagId, viewer: userId })
  if (!tag.mayRemove) throw new AppError('FORBIDDEN', 'The history is for the author and the owner of the photo')
  const rows = await db
    .select({
      kind: tagChanges.kind,
      by: shownUsername,
      at: tagChanges.changedAt,
      type: tagChanges.type,
      label: tagTypes.label,
      shape: tagChanges.shape,
    })
    .from(tagChanges)
    .innerJoin(tagTypes, eq(tagTypes.value, tagChanges.type))
    .leftJoin(users, eq(users.id, tagChanges.changedBy))
    .where(eq(tagChanges.tagId, tagId))
    .orderBy(asc(tagChanges.id))
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
