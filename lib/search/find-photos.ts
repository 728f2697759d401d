import { and, eq, inArray } from 'drizzle-orm'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { distanceMeters } from '@/lib/geo/lines/length'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { photoColumns, toFeature } from '@/lib/photos/to-feature'
import type { PhotoFeature, SearchedObject } from '@/lib/photos/types'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { encodeCursor } from './cursor'
import { findSearchedObjects } from './find-searched-objects'
import type { PhotoFilter } from './photo-filter'
import { publicQuery } from './public-query'
import { findSortPositions } from './sorting/find-sort-positions'

export type PhotoPage = { features: PhotoFeature[]; nextCursor: string | null }

/**
 * One page of the photos that `viewer` may see and that fit the filter. Photos without a time come last when sorted by it.
 * Throws UNAUTHENTICATED when the filter asks for the caller's own photos and there is none, UNAVAILABLE when the search takes too long.
 */
export async function findPhotos(
  sources: PhotoSources,
  { filter, viewer }: { filter: PhotoFilter; viewer: Viewer },
): Promise<PhotoPage> {
  const { limit, cursor, queryKey } = filter
  const positions = await publicQuery(sources.db, (tx) =>
    findSortPositions(tx, { filter, viewer, after: cursor, limit: limit + 1 }),
  )
  const page = positions.slice(0, limit)
  const last = page.at(-1)
  const ids = page.map(({ id }) => id)
  const [features, searched] = await Promise.all([
    describePhotos(sources, { ids, filter, viewer }),
    findSearchedObjects(sources.db, { photoIds: ids, filter }),
  ])
  return {
    features: features.map((feature) => withSearched(feature, searched.get(Number(feature.id)))),
    nextCursor: positions.length > limit && last ? encodeCursor({ query: queryKey, ...last }) : null,
  }
}

function withSearched(feature: PhotoFeature, searched: SearchedObject | undefined): PhotoFeature {
  return searched ? { ...feature, properties: { ...feature.properties, searched } } : feature
}

/** The photos in the order of their ids; one that is gone or hidden since it was found is left out. */
export async function describePhotos(
  { db, mapillary, origin }: PhotoSources,
  { ids, filter: { near }, viewer }: { ids: number[]; filter: PhotoFilter; viewer: Viewer },
): Promise<PhotoFeature[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select(photoColumns)
    .from(photos)
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(and(inArray(photos.id, ids), visiblePhotos(viewer)))
  const context = { viewer, origin, photoPageUrl: mapillary.photoPageUrl }
  const features = new Map(rows.map((row) => [row.id, toFeature(row, context)]))
  return ids.flatMap((id) => {
    const feature = features.get(id)
    if (!feature) return []
    if (!near || !feature.geometry) return [feature]
    const distance = distanceMeters(near, feature.geometry.coordinates)
    return [{ ...feature, properties: { ...feature.properties, distance } }]
  })
}
