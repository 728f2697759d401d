import { AppError } from '@/lib/errors'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import type { PhotoFeature } from '@/lib/photos/types'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { encodeCursor, type SortPosition } from './cursor'
import { describePhotos, type PhotoPage } from './find-photos'
import type { PhotoFilter } from './photo-filter'
import { publicQuery } from './public-query'
import { findSortPositions } from './sorting/find-sort-positions'

const READ_AT_ONCE = 500
const TIMEOUT_MS = 5_000

/**
 * A page of the photos that fit a filter and, looked at one by one, `fits` too. When few do, a page that took long ends early; its cursor goes
 * on where it ended. Throws UNAVAILABLE when none was found in that time.
 */
export async function findFittingPhotos(
  sources: PhotoSources,
  { filter, viewer, fits }: { filter: PhotoFilter; viewer: Viewer; fits: (photo: PhotoFeature) => boolean },
): Promise<PhotoPage> {
  const end = Date.now() + TIMEOUT_MS
  const found: { position: SortPosition; feature: PhotoFeature }[] = []
  let after: SortPosition | undefined = filter.cursor
  for (;;) {
    const readRequest = { filter, viewer, after, limit: READ_AT_ONCE }
    const positions = await publicQuery(sources.db, (tx) => findSortPositions(tx, readRequest))
    const features = await describePhotos(sources, { ids: positions.map(({ id }) => id), filter, viewer })
    const fitting = new Map(features.filter(fits).map((feature) => [feature.id, feature]))
    for (const position of positions) {
      const feature = fitting.get(String(position.id))
      if (feature) found.push({ position, feature })
    }
    if (found.length > filter.limit || positions.length < READ_AT_ONCE) break
    after = positions.at(-1)
    if (Date.now() > end) return endedEarly(found, filter, after)
  }
  const page = found.slice(0, filter.limit)
  return pageOf(page, filter, found.length > page.length ? page.at(-1)?.position : undefined)
}

function endedEarly(found: Found[], filter: PhotoFilter, after: SortPosition | undefined): PhotoPage {
  if (found.length === 0) throw new AppError('UNAVAILABLE', 'This search takes too long. Ask for a smaller area.')
  return pageOf(found, filter, after)
}

type Found = { feature: PhotoFeature }

function pageOf(found: Found[], { queryKey }: PhotoFilter, last: SortPosition | undefined): PhotoPage {
  return {
    features: found.map(({ feature }) => feature),
    nextCursor: last ? encodeCursor({ query: queryKey, ...last }) : null,
  }
}
