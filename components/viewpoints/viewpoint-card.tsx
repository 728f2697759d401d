import { Mountain } from 'lucide-react'
import { PhotoFrame, PictureMark } from '@/components/photos/photo-frame'
import { Attribution } from '@/components/ui/attribution'
import { TimeAgo } from '@/components/ui/time-ago'
import { Length } from '@/components/units/units'
import { photoPath } from '@/lib/photos/paths'
import type { CardViewpoint } from '@/lib/viewpoints/card-viewpoint'

/** A viewpoint in a list: its best photo, its rank, and how many find it worth the trip. */
export function ViewpointCard({
  viewpoint: { id, rank, peopleFor, peopleAgainst, lastMarkedAt, distance, photo },
  isHighlighted,
  onHighlight,
}: {
  viewpoint: CardViewpoint
  isHighlighted: boolean
  onHighlight: (id: string | null) => void
}) {
  const { properties } = photo
  return (
    <li
      className="grid content-start gap-2"
      data-viewpoint={id}
      onMouseEnter={() => onHighlight(id)}
      onMouseLeave={() => onHighlight(null)}
      onFocus={() => onHighlight(id)}
      onBlur={() => onHighlight(null)}
    >
      <PhotoFrame
        photo={photo}
        href={photoPath(photo.id)}
        className={isHighlighted && 'ring-2 ring-viewpoint ring-offset-2 ring-offset-paper'}
        before={
          <PictureMark isViewpoint>
            <span className="sr-only">Rank </span>
            {rank}
          </PictureMark>
        }
      />
      <div className="grid gap-0.5 px-0.5">
        <p className="flex items-baseline justify-between gap-3 text-sm">
          <span dir="auto" className="truncate font-[550]">
            {properties.sequence.name}
          </span>
          <span
            className="flex shrink-0 items-center gap-1 font-[650] text-viewpoint"
            title={votes(peopleFor, peopleAgainst)}
          >
            <Mountain aria-hidden className="size-4 self-center" />
            <span aria-hidden="true">{peopleFor}</span>
            <span className="sr-only">{votes(peopleFor, peopleAgainst)}</span>
          </span>
        </p>
        <p className="text-ink-muted text-xs">
          {distance !== null && (
            <>
              <Length meters={distance} /> away ·{' '}
            </>
          )}
          Last marked <TimeAgo moment={lastMarkedAt} />
        </p>
        <Attribution
          username={properties.user.username}
          url={properties.links.mapillary}
          isGone={properties.goneAt !== null}
        />
      </div>
    </li>
  )
}

function votes(peopleFor: number, peopleAgainst: number): string {
  const against = peopleAgainst === 0 ? '' : `, ${peopleAgainst} against`
  return `${peopleFor} ${peopleFor === 1 ? 'person finds' : 'people find'} this worth the trip${against}`
}
