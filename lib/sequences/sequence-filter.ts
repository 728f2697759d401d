import { z } from 'zod'
import { Id } from '@/lib/ids'
import { flag, from, several, since, text, to, transport } from '@/lib/photos/filter-params'

export const SEQUENCE_SORTS = ['-captured_at', 'captured_at', '-length', '-photos'] as const
export type SequenceSort = (typeof SEQUENCE_SORTS)[number]

const SequenceFilterParams = z.object({
  user: text.optional(),
  transport: transport.optional(),
  sequenceTag: several(text, 20),
  pano: flag.optional(),
  from: from.optional(),
  to: to.optional(),
  since: since.optional(),
  mine: z.literal('true', 'expected true').optional(), // the viewer's own; nothing when nobody is logged in
  sort: z.enum(SEQUENCE_SORTS, `expected one of ${SEQUENCE_SORTS.join(', ')}`).default('-captured_at'),
  cursor: Id.optional(), // the last sequence of the page before
})

/** Which sequences, in which order, and after which one. */
export type SequenceFilter = z.infer<typeof SequenceFilterParams>

/** Reads the query of the list of sequences; empty parameters count as absent. Throws ZodError. */
export function parseSequenceFilter(params: URLSearchParams): SequenceFilter {
  const given = [...params].filter(([, value]) => value.trim() !== '')
  const tags = given.filter(([name]) => name === 'sequenceTag').map(([, value]) => value.trim())
  return SequenceFilterParams.parse({ ...Object.fromEntries(given), sequenceTag: [...new Set(tags)] })
}
