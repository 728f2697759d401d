import { eq, or, type SQL, sql } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { photoSearch } from '@/db/schema/search'
import { sequences } from '@/db/schema/sequences'

/** Who looks: a user's id, or null for somebody not logged in. */
export type Viewer = number | null

/** The photos that `viewer` may see: public ones and their own. Every query of photos carries this condition. */
export function visiblePhotos(viewer: Viewer): SQL | undefined {
  return viewer === null ? eq(photos.isPublic, true) : or(eq(photos.isPublic, true), eq(photos.ownerId, viewer))
}

/** The sequences that `viewer` may see: public ones and their own. */
export function visibleSequences(viewer: Viewer): SQL | undefined {
  return viewer === null
    ? eq(sequences.isPublic, true)
    : or(eq(sequences.isPublic, true), eq(sequences.ownerId, viewer))
}

/**
 * The rows of `photo_search` that `viewer` may see, in one condition for each part: what everybody sees, and what only the viewer does.
 * Asked for apart, because the indexes hold public photos alone and one query for both could not use them.
 */
export function searchAudiences(viewer: Viewer): SQL[] {
  const everybody = eq(photoSearch.isPublic, true)
  if (viewer === null) return [everybody]
  return [everybody, sql`not ${photoSearch.isPublic} and ${photoSearch.ownerId} = ${viewer}`]
}
