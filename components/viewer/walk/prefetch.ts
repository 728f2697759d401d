import { apiFetch } from '@/components/api-fetch'
import type { PictureSize } from '@/lib/model/pictures/picture-sizes'
import { imagePath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { walkOf } from '@/lib/search/search-url'
import { isSlowLine, SMALL_SIZE } from './slow-line'

export const GONE = 'This photo is not here any more'
export const NOT_FETCHED = 'The photo could not be fetched'
const OFFLINE = 'The next photo did not come: Map the Paths cannot be reached, or you are offline.'

/** The photos before and after one, the nearest first. */
export type Ways = { previous: string[]; next: string[] }

/** A photo that is fetched before it is shown: what is known about it, its picture, and the ways on from it. */
type Prefetched = {
  feature: Promise<PhotoDetailsFeature>
  picture: Promise<unknown>
  smallPicture: Promise<unknown> | null // on a slow line
  search: string // whose result the ways are
  ways: Promise<Ways | null>
}

/** By photo id. */
export type Prefetches = Map<string, Prefetched>

/**
 * Fetches a photo unless it is fetched already; the ways again when they belong to another search. On a slow line its sharp picture comes after
 * the small ones, and `after` those of nearer photos.
 */
export function prefetch(
  prefetches: Prefetches,
  photoId: string,
  search: string,
  after: Promise<unknown> | null = null,
): Prefetched {
  const existing = prefetches.get(photoId)
  if (existing) {
    if (existing.search !== search) Object.assign(existing, { search, ways: fetchWays(photoId, search) })
    return existing
  }
  const feature = fetchPhoto(photoId)
  const smallPicture = isSlowLine() ? fetchPicture(photoId, SMALL_SIZE) : null
  const sharp = () => fetchPicture(photoId, 1024)
  const picture = smallPicture ? Promise.all([smallPicture, after]).then(sharp) : sharp()
  const fetched = { feature, picture, smallPicture, search, ways: fetchWays(photoId, search) }
  feature.catch(() => prefetches.delete(photoId))
  prefetches.set(photoId, fetched)
  return fetched
}

function fetchPicture(photoId: string, size: PictureSize): Promise<unknown> {
  const image = new Image()
  image.src = imagePath(photoId, size)
  const decoded = () => image // held with the promise, so that the browser keeps it decoded
  return image.decode().then(decoded, decoded)
}

async function fetchPhoto(photoId: string): Promise<PhotoDetailsFeature> {
  const result = await apiFetch(`/api/v1/photos/${photoId}`, 'PhotoDetails')
  if (result.answer) return result.answer
  if (result.status === 0) throw new Error(OFFLINE)
  throw new Error(result.status === 404 ? GONE : NOT_FETCHED)
}

/** Null without a search, and when the photo is not in its result. */
export async function fetchWays(photoId: string, search: string): Promise<Ways | null> {
  if (search === '') return null
  const { answer } = await apiFetch(`/api/v1/photos/${photoId}/neighbours?${walkOf(search)}`, 'PhotoNeighbours')
  const idsOf = (photo: { id: string } | null) => (photo ? [photo.id] : [])
  return answer && { previous: idsOf(answer.previous), next: idsOf(answer.next) }
}
