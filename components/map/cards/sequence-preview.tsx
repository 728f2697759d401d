import { Attribution } from '@/components/ui/attribution'
import { LinkButton } from '@/components/ui/link-button'
import { Length } from '@/components/units/units'
import { formatDate } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { imagePath, imageSrcSet } from '@/lib/photos/paths'
import { MapCard } from './map-card'
import { useAnswer } from './use-answer'

/** The sequence that was clicked on the map, with the way to its page. */
export function SequencePreview({ sequenceId, onClose }: { sequenceId: string; onClose: () => void }) {
  const properties = useAnswer(`/api/v1/sequences/${sequenceId}`, 'Sequence')?.properties
  const cover = useAnswer(firstPhotoOf(sequenceId), 'PhotoPage')?.features[0]
  return (
    <MapCard label="Chosen sequence" title={properties?.name ?? 'Sequence'} onClose={onClose}>
      {cover && (
        // biome-ignore lint/performance/noImgElement: our image route already answers in the right size
        <img
          src={imagePath(cover.id, 640)}
          srcSet={imageSrcSet(cover.id, [320, 640, 1024])}
          sizes="20rem"
          alt=""
          className="aspect-[3/2] min-h-0 w-full object-cover"
        />
      )}
      {!cover && <div className="aspect-[3/2] min-h-0 w-full bg-sunken" />}
      <div className="grid gap-3 p-4">
        {cover && (
          <Attribution
            username={cover.properties.user.username}
            url={cover.properties.links.mapillary}
            isGone={cover.properties.goneAt !== null}
            isPrivate={cover.properties.private}
          />
        )}
        <p className="min-h-[2.5rem] text-ink-muted text-sm">
          {properties && (
            <>
              {formatDate(properties.capturedAt, properties.timeZone)} by <bdi>{properties.user}</bdi>
              <br />
              {formatPlural(properties.photoCount, 'photo')}, <Length meters={properties.lengthMeters} />
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

function firstPhotoOf(sequenceId: string): string {
  return `/api/v1/photos?${new URLSearchParams({ sequence: sequenceId, sort: 'captured_at', limit: '1' })}`
}
