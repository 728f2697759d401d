import { eq } from 'drizzle-orm'
import { photoSearch } from '@/db/schema/search'
import { Id } from '@/lib/model/ids'
import { defineFilter, part } from '@/lib/search/filter'

export const sequence = defineFilter('sequence', {
  params: { sequence: Id.optional().describe('Of this sequence, by its id.') },
  conditions: ({ sequence: id }) => ({ index: [id === undefined ? undefined : eq(photoSearch.sequenceId, id)] }),
  sentence: ({ sequence: id }) => part(id, () => `of sequence ${id}`, 'sequence'),
  facets: {},
})
