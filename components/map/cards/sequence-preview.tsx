import { LinkButton } from '@/components/ui/link-button'
import { formatDate } from '@/lib/format/date'
import { formatLength, formatPlural } from '@/lib/format/number'
import { MapCard } from './map-card'
import { useAnswer } from './use-answer'

/** The sequence that was clicked on the map, with the way to its page. */
export function SequencePreview({ sequenceId, onClose }: { sequenceId: string; onClose: () => void }) {
  const properties = useAnswer(`/api/v1/sequences/${sequenceId}`, 'Sequence')?.properties
  return (
    <MapCard label="Chosen sequence" title={properties?.name ?? 'Sequence'} onClose={onClose}>
      <div className="grid gap-3 px-4 pb-4">
        <p className="min-h-[2.5rem] text-ink-muted text-sm">
          {properties && (
            <>
              {formatDate(properties.capturedAt)} by <bdi>{properties.user}</bdi>
              <br />
              {formatPlural(properties.photoCount, 'photo')}, {formatLength(properties.lengthMeters)}
            </>
          )}
        </p>
        <LinkButton href={`/sequences/${sequenceId}`} look="primary" size="small" className="justify-self-start">
          Open sequence
        </LinkButton>
      </div>
    </MapCard>
  )
}
