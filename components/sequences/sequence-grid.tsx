import type { ListedSequence } from '@/lib/sequences/find-sequences'
import { cardSequence } from './card-sequence'
import { SequenceCards } from './sequence-cards'

export function SequenceGrid({
  sequences,
  photoPageUrl,
}: {
  sequences: ListedSequence[]
  photoPageUrl: (photoKey: string) => string | null
}) {
  return <SequenceCards sequences={sequences.map((sequence) => cardSequence(sequence, photoPageUrl))} />
}
