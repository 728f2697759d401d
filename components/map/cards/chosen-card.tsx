import type { LngLat } from '@/lib/geo/lng-lat'
import { PhotoPreviewCard } from './photo-preview-card'
import { SequencePreview } from './sequence-preview'
import { StackCard } from './stack-card'

/** What was chosen on the map. */
export type Chosen =
  | { kind: 'photo'; id: string }
  | { kind: 'sequence'; id: string }
  | { kind: 'stack'; lngLat: LngLat; count: number; isGathered: boolean }

/** What is known of it, and the way there. */
export function ChosenCard({
  chosen,
  search,
  onClose,
}: {
  chosen: Chosen
  search: URLSearchParams
  onClose: () => void
}) {
  if (chosen.kind === 'photo') {
    return <PhotoPreviewCard key={chosen.id} photoId={chosen.id} search={search} onClose={onClose} />
  }
  if (chosen.kind === 'sequence') return <SequencePreview key={chosen.id} sequenceId={chosen.id} onClose={onClose} />
  return <StackCard key={chosen.lngLat.join()} {...chosen} search={search} onClose={onClose} />
}
