'use client'

import type { CardPhoto } from '@/lib/photos/card-photo'
import { PhotoCard } from './photo-card'

/** Rendered in the browser too: what it is given is lighter than the same cards once more as data of their elements. */
export function PhotoCards({ photos, firstRank }: { photos: CardPhoto[]; firstRank?: number }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-3 lg:grid-cols-4">
      {photos.map((photo, index) => (
        <PhotoCard key={photo.id} photo={photo} {...(firstRank !== undefined && { rank: firstRank + index })} />
      ))}
    </ul>
  )
}
