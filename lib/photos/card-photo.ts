import type { PhotoFeature, PhotoProperties } from './types'

type Shown =
  | 'n'
  | 'capturedAt'
  | 'timeZone'
  | 'compassAngle'
  | 'altitude'
  | 'pano'
  | 'private'
  | 'public'
  | 'viewpointCount'
  | 'goneAt'
  | 'searched'

/** What a card shows of a photo: a third of what the API answers. */
export type CardPhoto = {
  id: string
  properties: Pick<PhotoProperties, Shown> & {
    sequence: { name: string }
    user: { username: string }
    links: { mapillary: string | null }
  }
}

/** A page holds its cards twice, as markup and as data: so the data is only what is shown. */
export function cardPhoto({ id, properties }: PhotoFeature): CardPhoto {
  const { n, capturedAt, timeZone, compassAngle, altitude, pano, viewpointCount, goneAt, searched } = properties
  return {
    id,
    properties: {
      ...{ n, capturedAt, timeZone, compassAngle, altitude, pano, viewpointCount, goneAt },
      private: properties.private,
      public: properties.public,
      sequence: { name: properties.sequence.name },
      user: { username: properties.user.username },
      links: { mapillary: properties.links.mapillary },
      ...(searched && { searched }),
    },
  }
}
