import type { ViewerSequence } from '@/lib/model/takeout-viewer'
import { type Filter, matching } from './filter'
import { openSequence } from './open-sequence'

const MOST_PHOTOS = 100_000 // that are read to count them

/** Counts the photos that a search finds in each sequence, one after the other, until another search comes. */
export async function countFound(
  sequences: ViewerSequence[],
  filter: Filter,
  current: () => Filter,
  tell: (sequenceId: number, count: number) => void,
): Promise<void> {
  let read = 0
  for (const sequence of sequences) {
    read += sequence.count
    if (read > MOST_PHOTOS || current() !== filter) return
    const { photos, tags } = await openSequence(sequence)
    tell(sequence.id, matching(photos, sequence, tags, filter).length)
  }
}
