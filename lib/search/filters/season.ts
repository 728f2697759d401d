import { z } from 'zod'
import { defineFilter } from '@/lib/search/filter'
import { SEASONS, several } from '@/lib/search/filter-params'

export const season = defineFilter('season', {
  params: {
    season: several(z.enum(SEASONS, `expected one of ${SEASONS.join(', ')}`), SEASONS.length).describe(
      'Taken in one of these seasons, of the hemisphere where it was taken.',
    ),
  },
  conditions: ({ season: seasons }) => ({
    terms: seasons.length === 0 ? [] : [seasons.map((value) => ({ kind: 'season', value }))],
  }),
  sentence: ({ season: seasons }) =>
    seasons.map((value, index) => ({ text: `${index === 0 ? 'in' : 'or'} ${value}`, params: ['season'], value })),
  facets: { season: { kinds: ['season'], without: { season: [] } } },
})
