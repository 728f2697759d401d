import { defineFilter, part } from '@/lib/search/filter'
import { transport as transportParam } from '@/lib/search/filter-params'
import { optionalTerm } from '@/lib/search/resolve-terms'

export const transport = defineFilter('transport', {
  params: { transport: transportParam.optional().describe('How the sequence was travelled.') },
  conditions: ({ transport: type }) => ({ terms: optionalTerm('transport', type) }),
  sentence: ({ transport: type }) => part(type, (name) => `travelled by ${name.toLowerCase()}`, 'transport'),
  facets: { transport: { kinds: ['transport'], without: { transport: undefined } } },
})
