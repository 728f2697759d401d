import { Mountain, Orbit } from 'lucide-react'
import Link from 'next/link'
import { Attribution } from '@/components/ui/attribution'
import { classNames } from '@/components/ui/class-names'
import { formatDate } from '@/lib/format/date'
import { formatLength } from '@/lib/format/number'
import { describePhoto } from '@/lib/photos/describe-photo'
import { imagePath, imageSrcSet, photoPath } from '@/lib/photos/paths'
import type { ViewpointPlace } from '@/lib/viewpoints/find-viewpoints'

/** A viewpoint in a list: its best photo, its rank, and how many find it worth the trip. */
export function ViewpointCard({
  viewpoint: { id, rank, peopleFor, peopleAgainst, lastMarkedAt, distance, photo },
  isHighlighted,
  onHighlight,
}: {
  viewpoint: ViewpointPlace
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
      <Link
        href={photoPath(photo.id)}
        prefetch={false}
        className={classNames(
          'group relative block aspect-4/3 overflow-hidden rounded-card bg-sunken',
          isHighlighted && 'ring-2 ring-viewpoint ring-offset-2 ring-offset-paper',
        )}
      >
        {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
        <img
          src={imagePath(photo.id, 640)}
          srcSet={imageSrcSet(photo.id, [320, 640])}
          sizes="(min-width: 1280px) 20rem, (min-width: 640px) 33vw, 50vw"
          alt={`${describePhoto(properties)}, by ${properties.user.username}`}
          loading="lazy"
          decoding="async"
          className="size-full object-cover transition-transform duration-300 group-hover:scale-[1.03]"
        />
        <span className="absolute inset-x-2 top-2 flex gap-1.5 font-[550] text-xs [&>span]:flex [&>span]:h-6 [&>span]:min-w-6 [&>span]:items-center [&>span]:justify-center [&>span]:gap-1 [&>span]:rounded-full [&>span]:px-2">
          <span className="bg-viewpoint text-on-viewpoint">
            <span className="sr-only">Rank </span>
            {rank}
          </span>
          {properties.pano && (
            <span className="bg-[#11140f]/70 text-white backdrop-blur-sm">
              <Orbit aria-hidden className="size-3.5" /> 360°
            </span>
          )}
        </span>
      </Link>
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
          {distance !== null && `${formatLength(distance)} away · `}Last marked {formatDate(lastMarkedAt)}
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
