import type { ListedSequence } from '@/lib/sequences/find-sequences'
import { SequenceCard } from './sequence-card'

export function SequenceGrid({
  sequences,
  photoPageUrl,
}: {
  sequences: ListedSequence[]
  photoPageUrl: (photoKey: string) => string | null
}) {
  return (
    <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4">
      {sequences.map((sequence) => (
        <li key={sequence.id} className="grid">
          <SequenceCard
            sequence={sequence}
            mapillaryUrl={sequence.coverPhotoKey === null ? null : photoPageUrl(sequence.coverPhotoKey)}
          />
        </li>
      ))}
    </ul>
  )
}
