import { cardPhoto } from '@/lib/photos/card-photo'
import type { PhotoFeature } from '@/lib/photos/types'
import { PhotoCards } from './photo-cards'

/** Photos side by side; with `firstRank` they are numbered from there. */
export function PhotoGrid({ photos, firstRank }: { photos: PhotoFeature[]; firstRank?: number }) {
  return <PhotoCards photos={photos.map(cardPhoto)} {...(firstRank !== undefined && { firstRank })} />
}
