import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { splitAtAntimeridian } from '@/lib/geo/bbox'
import { intersects } from '@/lib/geo/geometry'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { photoColumns, toFeature } from '@/lib/photos/to-feature'
import type { PhotoFeature } from '@/lib/photos/types'
import { encodeCursor } from '@/lib/search/cursor'
import { findFittingPhotos } from '@/lib/search/find-fitting-photos'
import { findPhotos, type PhotoPage } from '@/lib/search/find-photos'
import type { PhotoFilter } from '@/lib/search/photo-filter'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { type StacItem, toItem } from './item'
import type { ItemSearch } from './item-query'

/** A page of the items that `viewer` may see, the newest first; asked for by id, in the order of their ids. */
export async function findItems(
  sources: PhotoSources,
  { ids, shape, filter, viewer }: ItemSearch & { viewer: Viewer },
): Promise<{ items: StacItem[]; nextCursor: string | null }> {
  const { features, nextCursor } = await pageOf(sources, { ids, shape, filter, viewer })
  return { items: features.flatMap((photo) => toItem(photo, sources.origin) ?? []), nextCursor }
}

async function pageOf(
  sources: PhotoSources,
  { ids, shape, filter, viewer }: ItemSearch & { viewer: Viewer },
): Promise<PhotoPage> {
  const isInShape = ({ geometry }: PhotoFeature) =>
    shape === null || (geometry !== null && intersects(shape, geometry.coordinates))
  if (ids === null) {
    return shape
      ? findFittingPhotos(sources, { filter, viewer, fits: isInShape })
      : findPhotos(sources, { filter, viewer })
  }
  const after = filter.cursor?.id ?? 0
  const found = (await photosWithIds(sources, { ids: ids.filter((id) => id > after), viewer }))
    .filter(fits(filter))
    .filter(isInShape)
  const features = found.slice(0, filter.limit)
  const last = found.length > features.length ? features.at(-1) : undefined
  const nextCursor = last ? encodeCursor({ query: filter.queryKey, slice: 0, key: null, id: Number(last.id) }) : null
  return { features, nextCursor }
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
  if (ids.length === 0) return []
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
      (!sequence || sequence.includes(Number(properties.sequence.id))) &&
      (!boxes || boxes.some(isInside))
    )
  }
}
