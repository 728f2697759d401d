import { describePhoto } from './describe-photo'
import { photoTitle } from './photo-title'
import { PREVIEW } from './pictures/preview-size'
import type { PhotoFeature } from './types'

const LICENCE_URL = 'https://creativecommons.org/licenses/by-sa/4.0/'

/** A public photo as schema.org's ImageObject, with what https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata asks for. */
export function photoStructuredData(photo: PhotoFeature) {
  const { properties, geometry } = photo
  const { page, images, mapillary } = properties.links
  const username = properties.user.username
  return {
    '@context': 'https://schema.org',
    '@type': 'ImageObject',
    name: photoTitle(photo),
    description: describePhoto(properties),
    url: page,
    contentUrl: images[2048],
    thumbnail: { '@type': 'ImageObject', contentUrl: `${page}/preview.jpg`, ...PREVIEW },
    license: LICENCE_URL,
    acquireLicensePage: mapillary ?? page,
    creditText: `${username} on Mapillary`,
    copyrightNotice: `© ${username}, ${properties.licence}`,
    creator: { '@type': 'Person', name: username, url: new URL(`/users/${encodeURIComponent(username)}`, page).href },
    ...(properties.capturedAt && { dateCreated: properties.capturedAt }),
    ...(geometry && {
      contentLocation: {
        '@type': 'Place',
        geo: { '@type': 'GeoCoordinates', latitude: geometry.coordinates[1], longitude: geometry.coordinates[0] },
      },
    }),
  }
}

/** A public sequence as a gallery, with its first photo as what it shows. */
export function sequenceStructuredData(
  sequence: { id: number; name: string; description: string; username: string; capturedAt: Date | null },
  { origin, cover }: { origin: string; cover: { id: string; lngLat: [number, number] | null } | undefined },
) {
  const username = sequence.username
  const creator = { '@type': 'Person', name: username, url: `${origin}/users/${encodeURIComponent(username)}` }
  return {
    '@context': 'https://schema.org',
    '@type': 'ImageGallery',
    name: sequence.name,
    ...(sequence.description && { description: sequence.description }),
    url: `${origin}/sequences/${sequence.id}`,
    license: LICENCE_URL,
    creator,
    ...(sequence.capturedAt && { dateCreated: sequence.capturedAt.toISOString() }),
    ...(cover && {
      image: {
        '@type': 'ImageObject',
        contentUrl: `${origin}/photos/${cover.id}/preview.jpg`,
        ...PREVIEW,
        license: LICENCE_URL,
        creditText: `${username} on Mapillary`,
        creator,
      },
    }),
    ...(cover?.lngLat && {
      contentLocation: {
        '@type': 'Place',
        geo: { '@type': 'GeoCoordinates', latitude: cover.lngLat[1], longitude: cover.lngLat[0] },
      },
    }),
  }
}
