import { gte, lte } from 'drizzle-orm'
import { photoSearch } from '@/db/schema/search'
import { formatHeight } from '@/lib/format/number'
import { decimal } from '@/lib/model/query-params'
import { defineFilter, part } from '@/lib/search/filter'

export const altitude = defineFilter('altitude', {
  params: {
    minAltitude: decimal.optional().describe('Metres, at least.'),
    maxAltitude: decimal.optional().describe('Metres, at most.'),
  },
  conditions: ({ minAltitude, maxAltitude }) => ({
    index: [
      minAltitude === undefined ? undefined : gte(photoSearch.altitude, minAltitude),
      maxAltitude === undefined ? undefined : lte(photoSearch.altitude, maxAltitude),
    ],
  }),
  sentence: ({ minAltitude, maxAltitude }, units) =>
    minAltitude !== undefined && maxAltitude !== undefined
      ? [
          {
            text: `at ${formatHeight(minAltitude, units).replace(/ .*/, '')} to ${formatHeight(maxAltitude, units)}`,
            params: ['minAltitude', 'maxAltitude'],
          },
        ]
      : [
          ...part(minAltitude, (meters) => `above ${formatHeight(meters, units)}`, 'minAltitude'),
          ...part(maxAltitude, (meters) => `below ${formatHeight(meters, units)}`, 'maxAltitude'),
        ],
  facets: {},
})
