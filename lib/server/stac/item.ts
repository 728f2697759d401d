import type { z } from 'zod'
import { PICTURE_SIZES, THUMBNAIL_SIZES } from '@/lib/model/pictures/picture-sizes'
import { photoTitle } from '@/lib/photos/photo-title'
import type { PhotoFeature } from '@/lib/photos/types'
import type { Item } from '@/lib/server/api/schemas/stac'
import { providersOf } from './collection'
import { GEOJSON_TYPE, JSON_TYPE, stacPath } from './links'

export type StacItem = z.input<typeof Item>

/** A photo as a STAC item; null without a time, which every item must have. */
export function toItem(photo: PhotoFeature, origin: string): StacItem | null {
  const { properties, geometry, id } = photo
  const { capturedAt, compassAngle, altitude, links } = properties
  if (capturedAt === null) return null
  const collection = properties.sequence.id
  const [lng, lat] = geometry?.coordinates ?? []
  return {
    type: 'Feature',
    stac_version: '1.0.0',
    stac_extensions: compassAngle === null ? [] : ['https://stac-extensions.github.io/view/v1.0.0/schema.json'],
    id,
    collection,
    geometry,
    ...(lng !== undefined && lat !== undefined && { bbox: [lng, lat, lng, lat] }),
    properties: {
      datetime: capturedAt,
      title: photoTitle(photo),
      license: 'CC-BY-SA-4.0',
      providers: providersOf(properties.user.username, origin),
      ...(compassAngle !== null && { 'view:azimuth': compassAngle }),
      'mtp:pano': properties.pano,
      ...(altitude !== null && { 'mtp:altitude': altitude }),
      'mtp:viewpoint_count': properties.viewpointCount,
    },
    assets: Object.fromEntries(
      THUMBNAIL_SIZES.flatMap((size) => {
        const roles: string[] = PICTURE_SIZES[size].stacRoles
        if (roles.length === 0) return []
        return [
          [`width-${size}`, { href: links.images[size], type: 'image/jpeg', title: `${size} pixels wide`, roles }],
        ]
      }),
    ),
    links: [
      { rel: 'self', href: origin + stacPath.item(collection, id), type: GEOJSON_TYPE },
      { rel: 'root', href: origin + stacPath.root, type: JSON_TYPE },
      { rel: 'parent', href: origin + stacPath.collection(collection), type: JSON_TYPE },
      { rel: 'collection', href: origin + stacPath.collection(collection), type: JSON_TYPE },
      { rel: 'alternate', href: links.page, type: 'text/html' },
      ...(links.mapillary === null ? [] : [{ rel: 'via', href: links.mapillary, type: 'text/html' }]),
    ],
  }
}
