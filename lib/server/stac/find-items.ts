import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import { AppError } from '@/lib/errors'
import { splitAtAntimeridian } from '@/lib/geo/bbox'
import type { PhotoSources } from '@/lib/photos/photo-sources'
import { photoColumns, toFeature } from '@/lib/photos/to-feature'
import type { PhotoFeature } from '@/lib/photos/types'
import { findPhotos } from '@/lib/search/find-photos'
import type { PhotoFilter } from '@/lib/search/photo-filter'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { type StacItem, toItem } from './item'
import type { ItemSearch } from './item-query'

/** A page of the items that `viewer` may see, the newest first; asked for by id, all of them at once. */
export async function findItems(
  sources: PhotoSources,
  { ids, filter, viewer }: ItemSearch & { viewer: Viewer },
): Promise<{ items: StacItem[]; nextCursor: string | null }> {
  const { features, nextCursor } = ids
    ? { features: (await photosWithIds(sources, { ids, viewer })).filter(fits(filter)), nextCursor: null }
    : await findPhotos(sources, { filter, viewer })
  return { items: features.flatMap((photo) => toItem(photo, sources.origin) ?? []), nextCursor }
}

/** One item. Throws NOT_FOUND when `viewer` may not see it, or it has no time, or is of another collection. */
export async function getItem(
  sources: PhotoSources,
  { sequenceId, photoId, viewer }: { sequenceId: number; photoId: number; viewer: Viewer },
): Promise<StacItem> {
  const [photo] = await photosWithIds(sources, { ids: [photoId], viewer })
  const item = photo && photo.properties.sequence.id === String(sequenceId) ? toItem(photo, sources.origin) : null
  if (!item) throw new AppError('NOT_FOUND', `Item ${photoId} not found in collection ${sequenceId}`)
  return item
}

async function photosWithIds(
  { db, mapillary, origin }: PhotoSources,
  { ids, viewer }: { ids: number[]; viewer: Viewer },
): Promise<PhotoFeature[]> {
  const rows = await db
    .select(photoColumns)
    .from(photos)
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(and(inArray(photos.id, ids), isNotNull(photos.importedAt), visiblePhotos(viewer)))
    .orderBy(photos.id)
  return rows.map((row) => toFeature(row, { viewer, origin, photoPageUrl: mapillary.photoPageUrl }))
}

/** What the other parameters ask for, of photos that are few. */
function fits({ bbox, from, to, sequence }: PhotoFilter): (photo: PhotoFeature) => boolean {
  const boxes = bbox && splitAtAntimeridian(bbox)
  return ({ geometry, properties }) => {
    const time = properties.capturedAt === null ? Number.NaN : Date.parse(properties.capturedAt)
    const [lng = Number.NaN, lat = Number.NaN] = geometry?.coordinates ?? []
    const isInside = ([west, south, east, north]: [number, number, number, number]) =>
      lng >= west && lng <= east && lat >= south && lat <= north
    return (
      (!from || time >= from.getTime()) &&
      (!to || time < to.getTime()) &&
      (sequence === undefined || properties.sequence.id === String(sequence)) &&
      (!boxes || boxes.some(isInside))
    )
  }
}
