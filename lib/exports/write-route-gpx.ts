import { escapeMarkup } from '@/lib/format/escape-markup'
import { photoTitle } from '@/lib/photos/photo-title'
import type { PhotoFeature } from '@/lib/photos/types'
import { GPX_END, gpxPoint, gpxStart } from './gpx'

/** GPX 1.1: one route along the photos in their order, which devices lead along. Photos without a position, or with a doubted one, are left out. */
export function writeRouteGpx(photos: PhotoFeature[], { name, page }: { name: string; page: string }): string {
  const points = photos.map((photo) =>
    gpxPoint('rtept', photo, {
      name: photoTitle(photo),
      description: `Image by ${photo.properties.user.username}, CC BY-SA 4.0`,
      links: [{ href: photo.properties.links.page, text: 'Photo' }],
    }),
  )
  return [
    gpxStart({ name, link: { href: page, text: 'Map the Paths' } }),
    `<rte><name>${escapeMarkup(name)}</name>\n`,
    ...points,
    '</rte>\n',
    GPX_END,
  ].join('')
}
