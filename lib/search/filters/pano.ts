import { defineFilter } from '@/lib/search/filter'
import { flag } from '@/lib/search/filter-params'

export const pano = defineFilter('pano', {
  params: { pano: flag.optional().describe('Whether it is a 360° picture.') },
  conditions: ({ pano: isPano }) => ({
    terms: isPano === undefined ? [] : [[{ kind: 'pano', value: String(isPano) }]],
  }),
  // The sentence needs a noun, whatever else is searched for.
  sentence: ({ pano: isPano }) =>
    isPano === undefined
      ? [{ text: 'Photos', params: [] }]
      : [{ text: isPano ? '360° photos' : 'Flat photos', params: ['pano'] }],
  facets: { pano: { kinds: ['pano'], without: { pano: undefined } } },
})
