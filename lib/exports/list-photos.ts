import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { photoColumns, toFeature } from '@/lib/photos/to-feature'
import type { PhotoFeature } from '@/lib/photos/types'
import { decodeCursor } from '@/lib/search/cursor'
import { findPhotos } from '@/lib/search/find-photos'
import type { PhotoFilter } from '@/lib/search/photo-filter'
import { timedQuery } from '@/lib/search/timed-query'
import { type Viewer, visiblePhotos, visibleSequences } from '@/lib/visibility/visible-rows'

const PAGE_TIME = { timeoutMs: 10_000, message: 'This export takes too long. Try again later.' }
const PAGE_SIZE = 500 // so many are in memory at once, however many there are

/** All photos of a search that `viewer` may see, in its order. */
export async function* photosOfSearch(
  sources: PhotoSources,
  { filter, viewer }: { filter: PhotoFilter; viewer: Viewer },
): AsyncGenerator<PhotoFeature> {
  let cursor = filter.cursor
  do {
    const page = await findPhotos(sources, { filter: { ...filter, cursor, limit: PAGE_SIZE }, viewer })
    yield* page.features
    cursor = page.nextCursor === null ? undefined : decodeCursor(page.nextCursor, filter.queryKey)
  } while (cursor)
}

/** All photos of a user that `viewer` may see, sequence by sequence, each in the order of its numbers. */
export async function* photosOfUser(
  sources: PhotoSources,
  { userId, viewer }: { userId: number; viewer: Viewer },
): AsyncGenerator<PhotoFeature> {
  let last = 0
  for (;;) {
    const next = and(eq(sequences.ownerId, userId), gt(sequences.id, last), visibleSequences(viewer))
    const readPage = (tx: Db) =>
      tx.select({ id: sequences.id }).from(sequences).where(next).orderBy(asc(sequences.id)).limit(PAGE_SIZE)
    const rows = await timedQuery(sources.db, readPage, PAGE_TIME)
    if (rows.length === 0) return
    for (const { id } of rows) yield* photosOfSequence(sources, { sequenceId: id, viewer })
    last = rows.at(-1)?.id ?? last
  }
}

/** All photos of a sequence that `viewer` may see, in the order of their numbers; those after the number `after`. */
export async function* photosOfSequence(
  { db, mapillary, origin }: PhotoSources,
  { sequenceId, viewer, after = 0 }: { sequenceId: number; viewer: Viewer; after?: number },
): AsyncGenerator<PhotoFeature> {
  const context = { viewer, origin, photoPageUrl: mapillary.photoPageUrl }
  const isStored = and(eq(photos.sequenceId, sequenceId), isNotNull(photos.importedAt))
  let last = after
  for (;;) {
    const next = and(isStored, visiblePhotos(viewer), gt(photos.n, last))
    const readPage = (tx: Db) =>
      tx
        .select(photoColumns)
        .from(photos)
        .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
        .innerJoin(users, eq(users.id, photos.ownerId))
        .where(next)
        .orderBy(asc(photos.n))
        .limit(PAGE_SIZE)
    const rows = await timedQuery(db, readPage, PAGE_TIME)
    for (const row of rows) yield toFeature(row, context)
    if (rows.length < PAGE_SIZE) return
    last = rows.at(-1)?.n ?? last
  }
}
