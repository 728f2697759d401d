import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import { photoSearch } from '@/db/schema/search'
import { Id } from '@/lib/model/ids'
import { defineFilter, part } from '@/lib/search/filter'

const MAX_SEQUENCES = 100

const Sequences = z
  .string()
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(Id).max(MAX_SEQUENCES, `expected at most ${MAX_SEQUENCES} sequences`))
  .meta({ parameter: { type: 'string', pattern: '^[1-9]\\d*(,[1-9]\\d*)*$' } })

export const sequence = defineFilter('sequence', {
  params: { sequence: Sequences.optional().describe('Of this sequence, by its id; several between commas.') },
  conditions: ({ sequence: ids }) => ({ index: [ids && inArray(photoSearch.sequenceId, ids)] }),
  sentence: ({ sequence: ids }) =>
    part(ids, (of) => `of ${of.length === 1 ? 'sequence' : 'sequences'} ${of.join(', ')}`, 'sequence'),
  facets: {},
})
