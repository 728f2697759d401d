import { defineFilter, part } from '@/lib/search/filter'
import { text } from '@/lib/search/filter-params'
import { optionalTerm } from '@/lib/search/resolve-terms'

export const camera = defineFilter('camera', {
  params: {
    cameraMake: text.optional().describe('In any case of letters.'),
    cameraModel: text.optional().describe('In any case of letters.'),
  },
  conditions: ({ cameraMake, cameraModel }) => ({
    terms: [...optionalTerm('make', cameraMake), ...optionalTerm('model', cameraModel)],
  }),
  sentence: ({ cameraMake, cameraModel }) => [
    ...part(cameraMake, (make) => `taken with ${make}`, 'cameraMake'),
    ...part(cameraModel, (model) => (cameraMake === undefined ? `taken with ${model}` : model), 'cameraModel'),
  ],
  facets: {
    cameraMake: { kinds: ['make'], without: { cameraMake: undefined } },
    cameraModel: { kinds: ['model'], without: { cameraModel: undefined } },
  },
})
