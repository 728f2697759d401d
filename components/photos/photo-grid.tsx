import type { PhotoFeature } from '@/lib/photos/types'
import { PhotoCard } from './photo-card'

/** Photos side by side; with `firstRank` they are numbered from there. */
export function PhotoGrid({ photos, firstRank }: { photos: PhotoFeature[]; firstRank?: number }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-3 lg:grid-cols-4">
      {photos.map((photo, index) => (
        <PhotoCard key={photo.id} photo={photo} {...(firstRank !== undefined && { rank: firstRank + index })} />
      ))}
    </ul>
  )
}
