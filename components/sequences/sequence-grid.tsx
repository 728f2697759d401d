import type { ListedSequence } from '@/lib/sequences/find-sequences'
import { cardSequence } from './card-sequence'
import { SequenceCards } from './sequence-cards'

export function SequenceGrid({
  sequences,
  photoPageUrl,
  isChoosable = false,
}: {
  sequences: ListedSequence[]
  photoPageUrl: (photoKey: string) => string | null
  isChoosable?: boolean // by its owner; a ChoiceProvider is around it
}) {
  const cards = sequences.map((sequence) => cardSequence(sequence, photoPageUrl))
  return <SequenceCards sequences={cards} isChoosable={isChoosable} />
}
