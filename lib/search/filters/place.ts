import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { photoSearch } from '@/db/schema/search'
import { formatPlural, formatRadius } from '@/lib/format/number'
import { AreaParam, areaBbox } from '@/lib/geo/area'
import { BboxParam } from '@/lib/geo/bbox'
import type { LngLat } from '@/lib/geo/lng-lat'
import { decimal, lngLat } from '@/lib/model/query-params'
import { bboxOfCircle, distanceTo, insideArea, insideBbox } from '@/lib/photos/place-conditions'
import { defineFilter, part } from '@/lib/search/filter'

export const place = defineFilter('place', {
  params: {
    bbox: BboxParam.optional().describe(
      'Within this box: `minLng,minLat,maxLng,maxLat`; west may be greater than east, across the antimeridian.',
    ),
    area: AreaParam.optional().describe('Within this polygon: `lng,lat,lng,lat,…`, 3 to 200 corners.'),
    near: lngLat.optional().describe('Within `radius` of this place: `lng,lat`.'),
    radius: decimal
      .pipe(z.number().positive('expected more than 0 metres').max(100_000, 'expected at most 100000 metres'))
      .default(100)
      .describe('Metres around `near`.'),
  },
  conditions: ({ bbox, area, near, radius }) => ({
    bbox: area ? areaBbox(area) : (bbox ?? (near && bboxOfCircle(near, radius))),
    cheap: [
      bbox && insideBbox(photoSearch, bbox),
      area && insideArea(photoSearch, area),
      near && sql`${distanceTo(photoSearch, near)} <= ${radius}::float8`,
    ],
  }),
  sentence: ({ bbox, area, near, radius }, units) => [
    ...part(near, (center) => `within ${formatRadius(radius, units)} of ${coordinates(center)}`, 'near', 'radius'),
    ...part(bbox, () => 'in this part of the map', 'bbox'),
    ...part(area, (corners) => `in a drawn area of ${formatPlural(corners.length, 'corner')}`, 'area'),
  ],
  facets: {},
})

function coordinates([lng, lat]: LngLat): string {
  return `${Number(lat.toFixed(4))}, ${Number(lng.toFixed(4))}`
}
