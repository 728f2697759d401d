import { Lock, Mountain } from 'lucide-react'
import { Attribution } from '@/components/ui/attribution'
import { formatDateTime } from '@/lib/format/date'
import type { CardPhoto } from '@/lib/photos/card-photo'
import { directionName } from '@/lib/photos/describe-photo'
import { photoPath } from '@/lib/photos/paths'
import { pathWith } from '@/lib/search/search-url'
import { PhotoFrame, PictureMark } from './photo-frame'

/** A photo in a list: the picture, when it was taken, how many find it worth the trip, and whose it is. */
export function PhotoCard({
  photo,
  rank,
  search,
  isShown = false,
  onPoint,
}: {
  photo: CardPhoto
  rank?: number
  /** The search that found it, for the viewer to walk on in. */
  search?: URLSearchParams
  /** Pointed at elsewhere, on a map. */
  isShown?: boolean
  onPoint?: (isPointed: boolean) => void
}) {
  const { id, properties } = photo
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
      <PhotoFrame
        photo={photo}
        href={search ? pathWith(photoPath(id), search) : photoPath(id)}
        className={isShown && 'ring-2 ring-accent ring-offset-2 ring-offset-surface'}
        before={rank !== undefined && <PictureMark>{rank}</PictureMark>}
        after={
          !properties.public && (
            <PictureMark>
              <Lock aria-hidden /> Only you
            </PictureMark>
          )
        }
      />
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
function placeIn({ n, compassAngle }: Pick<CardPhoto['properties'], 'n' | 'compassAngle'>): string {
  return compassAngle === null ? `Photo ${n}` : `Photo ${n}, looking ${directionName(compassAngle)}`
}
