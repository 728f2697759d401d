import { z } from 'zod'
import { BboxParam } from '@/lib/geo/bbox'
import { Id } from '@/lib/model/ids'
import { flag, from, several, since, text, to, transport } from '@/lib/search/filter-params'

const SEQUENCE_SORTS = ['-captured_at', 'captured_at', '-length', '-climb', '-photos'] as const
export type SequenceSort = (typeof SEQUENCE_SORTS)[number]

/** What may be asked of a list of sequences. */
export const SequenceQuery = z.object({
  q: text.optional().describe('Whose name, description and tags hold these words, or words that begin like them.'),
  user: text.optional().describe('Of this user, by name.'),
  bbox: BboxParam.optional().describe('That come near this box: `minLng,minLat,maxLng,maxLat`.'),
  transport: transport.optional().describe('How it was travelled.'),
  sequenceTag: several(text, 20).describe('A tag of the sequence; each of them.'),
  pano: flag.optional().describe('Whether it has 360° pictures.'),
  from: from.optional().describe('Captured at or after this date or time.'),
  to: to.optional().describe('Captured at or before this date, the whole day, or time.'),
  since: since.optional().describe('Captured in the last days, months or years: `30d`, `12m`, `3y`.'),
  mine: z.literal('true', 'expected true').optional().describe('Your own; nothing when nobody is logged in.'),
  sort: z
    .enum(SEQUENCE_SORTS, `expected one of ${SEQUENCE_SORTS.join(', ')}`)
    .default('-captured_at')
    .describe('In which order.'),
  cursor: Id.optional().describe('Where the page before ended, as `links.next` has it.'),
})

/** Which sequences, in which order, and after which one. */
export type SequenceFilter = z.infer<typeof SequenceQuery>

/** Reads the query of the list of sequences; empty parameters count as absent. Throws ZodError. */
export function parseSequenceFilter(params: URLSearchParams): SequenceFilter {
  const given = [...params].filter(([, value]) => value.trim() !== '')
  const tags = given.filter(([name]) => name === 'sequenceTag').map(([, value]) => value.trim())
  return SequenceQuery.parse({ ...Object.fromEntries(given), sequenceTag: [...new Set(tags)] })
}
