import type { ListedSequence } from '@/lib/sequences/find-sequences'
import { ChooseSequence } from './choice/choose'
import { SequenceCard } from './sequence-card'

export function SequenceGrid({
  sequences,
  photoPageUrl,
  isChoosable = false,
}: {
  sequences: ListedSequence[]
  photoPageUrl: (photoKey: string) => string | null
  isChoosable?: boolean // by its owner; a ChoiceProvider is around it
}) {
  return (
    <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4">
      {sequences.map((sequence) => (
        <li key={sequence.id} className="relative grid">
          <SequenceCard
            sequence={sequence}
            mapillaryUrl={sequence.coverPhotoKey === null ? null : photoPageUrl(sequence.coverPhotoKey)}
          />
          {isChoosable && !sequence.isDeleted && <ChooseSequence id={sequence.id} name={sequence.name} />}
        </li>
      ))}
    </ul>
  )
}
