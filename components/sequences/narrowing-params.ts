import type { SequenceFilter } from '@/lib/sequences/sequence-filter'

const IS_NARROWING = {
  q: true,
  user: true,
  transport: true,
  sequenceTag: true,
  pano: true,
  from: true,
  to: true,
  since: true,
  mine: true,
  bbox: false, // of the map, which has no list of its own
  sort: false,
  cursor: false,
} satisfies Record<keyof SequenceFilter, boolean>

/** The parameters that narrow the list of sequences. */
export const NARROWING_PARAMS = Object.entries(IS_NARROWING).flatMap(([name, isNarrowing]) => (isNarrowing ? name : []))
