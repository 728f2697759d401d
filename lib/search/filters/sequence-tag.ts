import { defineFilter } from '@/lib/search/filter'
import { several, text } from '@/lib/search/filter-params'

export const sequenceTag = defineFilter('sequenceTag', {
  params: { sequenceTag: several(text, 20).describe('A tag of its sequence; each of them.') },
  conditions: ({ sequenceTag: values }) => ({ terms: values.map((value) => [{ kind: 'sequenceTag', value }]) }),
  sentence: ({ sequenceTag: values }) =>
    values.map((value) => ({ text: `of sequences tagged ${value}`, params: ['sequenceTag'], value })),
  facets: { sequenceTag: { kinds: ['sequenceTag'], without: null } },
})
