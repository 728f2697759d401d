import { type CardPhoto, cardPhoto } from '@/lib/photos/card-photo'
import type { PhotoFeature } from '@/lib/photos/types'
import type { ViewpointPlace } from './find-viewpoints'

/** What a card and the map show of a viewpoint. */
export type CardViewpoint = Omit<ViewpointPlace, 'photo'> & { photo: CardPhoto & Pick<PhotoFeature, 'geometry'> }

export function cardViewpoint({ photo, ...place }: ViewpointPlace): CardViewpoint {
  return { ...place, photo: { ...cardPhoto(photo), geometry: photo.geometry } }
}
