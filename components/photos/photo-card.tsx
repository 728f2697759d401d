import { Lock, Mountain, Orbit } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Attribution } from '@/components/ui/attribution'
import { classNames } from '@/components/ui/class-names'
import { formatDateTime } from '@/lib/format/date'
import { describePhoto, directionName } from '@/lib/photos/describe-photo'
import { imagePath, imageSrcSet, photoPath } from '@/lib/photos/paths'
import type { PhotoFeature, PhotoProperties } from '@/lib/photos/types'
import { pathWith } from '@/lib/search/search-url'

/** A photo in a list: the picture, when it was taken, how many find it worth the trip, and whose it is. */
export function PhotoCard({
  photo: { id, properties },
  rank,
  search,
  isShown = false,
  onPoint,
}: {
  photo: PhotoFeature
  rank?: number
  /** The search that found it, for the viewer to walk on in. */
  search?: URLSearchParams
  /** Pointed at elsewhere, on a map. */
  isShown?: boolean
  onPoint?: (isPointed: boolean) => void
}) {
  return (
    <li
      className="grid grid-cols-1 content-start gap-2"
      {...(onPoint && {
        onMouseEnter: () => onPoint(true),
        onMouseLeave: () => onPoint(false),
        onFocus: () => onPoint(true),
        onBlur: () => onPoint(false),
      })}
    >
      <Link
        href={search ? pathWith(photoPath(id), search) : photoPath(id)}
        prefetch={false}
        className={classNames(
          'group relative block aspect-4/3 overflow-hidden rounded-card bg-sunken',
          isShown && 'ring-2 ring-accent ring-offset-2 ring-offset-surface',
        )}
      >
        {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
        <img
          src={imagePath(id, 640)}
          srcSet={imageSrcSet(id, [320, 640])}
          sizes="(min-width: 1280px) 20rem, (min-width: 640px) 33vw, 50vw"
          alt={`${describePhoto(properties)}, by ${properties.user.username}`}
          loading="lazy"
          decoding="async"
          className="size-full object-cover transition-transform duration-300 group-hover:scale-[1.03]"
        />
        <span className="absolute inset-x-2 top-2 flex gap-1.5">
          {rank !== undefined && <Mark>{rank}</Mark>}
          {properties.pano && (
            <Mark>
              <Orbit aria-hidden /> 360°
            </Mark>
          )}
          {!properties.public && (
            <Mark>
              <Lock aria-hidden /> Only you
            </Mark>
          )}
        </span>
      </Link>
      <div className="grid grid-cols-1 gap-0.5 px-0.5">
        <p className="flex items-baseline justify-between gap-3 text-sm">
          <span dir="auto" className="truncate font-[550]">
            {properties.sequence.name}
          </span>
          {properties.viewpointCount > 0 && (
            <span
              title="People who find this worth the trip"
              className="flex shrink-0 items-center gap-1 font-[650] text-viewpoint"
            >
              <Mountain aria-hidden className="size-4" />
              {properties.viewpointCount}
              <span className="sr-only"> viewpoint marks</span>
            </span>
          )}
        </p>
        <p className="text-ink-muted text-xs">
          {placeIn(properties)}
          <br />
          {formatDateTime(properties.capturedAt, properties.timeZone)}
        </p>
        <Attribution
          username={properties.user.username}
          url={properties.links.mapillary}
          isGone={properties.goneAt !== null}
          isPrivate={properties.private}
        />
      </div>
    </li>
  )
}

/** What tells it from the other photos of its sequence: `Photo 12, looking north-east`. */
function placeIn({ n, compassAngle }: Pick<PhotoProperties, 'n' | 'compassAngle'>): string {
  return compassAngle === null ? `Photo ${n}` : `Photo ${n}, looking ${directionName(compassAngle)}`
}

function Mark({ children }: { children: ReactNode }) {
  return (
    <span className="flex h-6 items-center gap-1 rounded-full bg-[#11140f]/70 px-2 font-[550] text-white text-xs backdrop-blur-sm [&_svg]:size-3.5">
      {children}
    </span>
  )
}
