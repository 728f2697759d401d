import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { photoSearch } from '@/db/schema/search'
import { sequences } from '@/db/schema/sequences'

/** Who looks: a user's id, or null for somebody not logged in. */
export type Viewer = number | null

/**
 * The photos that `viewer` may see: public ones, their own, and for moderators those that were hidden. Every query of photos carries this
 * condition.
 */
export function visiblePhotos(viewer: Viewer): SQL | undefined {
  if (viewer === null) return eq(photos.isPublic, true)
  const wasHidden = sql`(${photos.hiddenAt} is not null or exists (
    select from ${sequences} where ${sequences.id} = ${photos.sequenceId} and ${sequences.hiddenAt} is not null))`
  const isInspected = and(eq(photos.isPublic, false), eq(photos.isPrivate, false), wasHidden, isModerator(viewer))
  return or(eq(photos.isPublic, true), eq(photos.ownerId, viewer), isInspected)
}

/** The sequences that `viewer` may see: public ones, their own, and for moderators those that were hidden, or all of whose photos were. */
export function visibleSequences(viewer: Viewer): SQL | undefined {
  if (viewer === null) return eq(sequences.isPublic, true)
  const wasHidden = sql`(${sequences.hiddenAt} is not null or ${sequences.isEmptied})`
  const isInspected = and(isNull(sequences.deletedAt), eq(sequences.isPrivate, false), wasHidden, isModerator(viewer))
  return or(eq(sequences.isPublic, true), eq(sequences.ownerId, viewer), isInspected)
}

/** Asked of the database, once a query: whoever is no longer a moderator sees nothing more from then on. */
function isModerator(userId: number): SQL {
  return sql`exists (select from ${users} moderators
    where moderators.id = ${userId} and moderators.role <> 'user' and moderators.suspended_at is null
      and moderators.deleting_at is null)`
}

/**
 * The rows of `photo_search` that `viewer` may see, in one condition for each part: what everybody sees, and what only the viewer does.
 * Queried separately, because the indexes hold only public photos and one query for both could not use them.
 */
export function searchAudiences(viewer: Viewer): SQL[] {
  const everybody = eq(photoSearch.isPublic, true)
  if (viewer === null) return [everybody]
  return [everybody, sql`not ${photoSearch.isPublic} and ${photoSearch.ownerId} = ${viewer}`]
}
