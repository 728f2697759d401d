import { type SQL, sql } from 'drizzle-orm'
import { photoSearch } from '@/db/schema/search'
import { directionName } from '@/lib/photos/describe-photo'
import { defineFilter, part } from '@/lib/search/filter'
import { degrees } from '@/lib/search/filter-params'

export const direction = defineFilter('direction', {
  params: {
    heading: degrees(360).optional().describe('Looking this way: degrees clockwise from north.'),
    headingTolerance: degrees(180).default(45).describe('Degrees to both sides of `heading`.'),
  },
  conditions: ({ heading, headingTolerance }) => ({
    cheap: heading === undefined ? [] : [headingCondition(heading, headingTolerance)],
  }),
  sentence: ({ heading, headingTolerance }) =>
    part(
      heading,
      (angle) => `looking ${directionName(angle)} (${angle}° ± ${headingTolerance}°)`,
      'heading',
      'headingTolerance',
    ),
  facets: {},
})

function headingCondition(heading: number, tolerance: number): SQL {
  const apart = sql`abs(${photoSearch.compassAngle} - ${heading}::float8)`
  return sql`least(${apart}, 360 - ${apart}) <= ${tolerance}::float8`
}
