import { and, gte, sql } from 'drizzle-orm'
import { photoSearch } from '@/db/schema/search'
import { formatPlural } from '@/lib/format/number'
import { defineFilter, part } from '@/lib/search/filter'
import { count } from '@/lib/search/filter-params'

export const viewpoints = defineFilter('viewpoints', {
  params: { minViewpoints: count.optional().describe('How many people find it worth the trip, at least.') },
  conditions: ({ minViewpoints = 0 }) => ({
    index: [
      // The second half is the condition of the partial index.
      minViewpoints > 0
        ? and(gte(photoSearch.viewpointCount, minViewpoints), sql`${photoSearch.viewpointCount} > 0`)
        : undefined,
    ],
  }),
  sentence: ({ minViewpoints }) =>
    part(
      minViewpoints,
      (marks) => `marked as viewpoint by ${formatPlural(marks, 'person', 'people')} or more`,
      'minViewpoints',
    ),
  facets: {},
})
