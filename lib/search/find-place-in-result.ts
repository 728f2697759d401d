import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { sortPositionOf } from './find-neighbours'
import type { PhotoFilter } from './photo-filter'
import { publicQuery } from './public-query'
import { findSortPositions } from './sorting/find-sort-positions'

const COUNTED = 1_000 // photos on each side; more are not worth the time
const TIMEOUT_MS = 500

/** Which one of the photos of a result somebody looks at, counted from one. */
export type PlaceInResult = { position: number; total: number }

/** Counts along a result; null for a photo that is not in it, in a large result, and where counting takes too long. */
export async function findPlaceInResult(
  db: Db,
  { photoId, filter, viewer }: { photoId: number; filter: PhotoFilter; viewer: Viewer },
): Promise<PlaceInResult | null> {
  const count = async (tx: Db) => {
    const after = await sortPositionOf(tx, { photoId, filter, viewer })
    if (!after) return null
    const search = { filter, viewer, after, limit: COUNTED }
    const { length: before } = await findSortPositions(tx, { ...search, isBackwards: true })
    const { length: behind } = before < COUNTED ? await findSortPositions(tx, search) : { length: COUNTED }
    return behind < COUNTED ? { position: before + 1, total: before + 1 + behind } : null
  }
  return publicQuery(db, count, { timeoutMs: TIMEOUT_MS }).catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
}
