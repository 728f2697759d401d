import { useEffect, useState } from 'react'
import { SearchedObjectMark } from '@/components/photos/searched-object-mark'
import { formatDate } from '@/lib/format/date'
import { formatCount } from '@/lib/format/number'
import { imagePath, imageSrcSet } from '@/lib/photos/paths'
import { searchedBox } from '@/lib/photos/searched-box'
import type { PhotoOnMap } from './photo-on-map'
import { useAnswer } from './use-answer'

const WIDTH = 240
const HEIGHT = 190 // about
const GAP = 14
const PATIENCE_MS = 120 // a pointer that sweeps over many photos fetches none of them

/** `searched`: the values of the objects that the search asks for. */
type Props = { photo: PhotoOnMap; searched?: string[] }

/** What a photo of the map looks like, beside a pointer that stays on it; the click that follows opens it. */
export function PhotoPreview(props: Props) {
  const [isStaying, setIsStaying] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsStaying(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isStaying && <Preview {...props} />
}

function Preview({ photo: { id, point, stacked, isExact }, searched = [] }: Props) {
  const { x, y } = point
  const photo = useAnswer(`/api/v1/photos/${id}`, 'PhotoDetails')
  const box = photo && searchedBox(photo.properties.tags, searched)
  return (
    <div
      role="tooltip"
      className="pointer-events-none absolute z-20 animate-appear overflow-hidden rounded-card border bg-surface shadow-floating"
      style={{
        width: WIDTH,
        left: `clamp(8px, ${x - WIDTH / 2}px, 100% - ${WIDTH + 8}px)`,
        ...(y > HEIGHT + GAP ? { bottom: `calc(100% - ${y - GAP}px)` } : { top: y + GAP }),
      }}
    >
      <div className="relative aspect-[3/2] overflow-hidden">
        {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
        <img
          src={imagePath(id, 320)}
          srcSet={imageSrcSet(id, [320, 640])}
          sizes={`${WIDTH}px`}
          alt=""
          className="size-full bg-sunken object-cover"
        />
        {box && <SearchedObjectMark photoId={id} box={box} />}
      </div>
      <p className="min-h-[3.25rem] px-3 py-2 text-ink-muted text-xs">
        {photo && (
          <>
            <span className="block font-[550] text-ink">
              {formatDate(photo.properties.capturedAt, photo.properties.timeZone)}
              {stacked > 1 && `, and ${formatCount(stacked - 1)} more ${isExact ? 'here' : 'close by'}`}
            </span>
            image by <bdi>{photo.properties.user.username}</bdi>,{' '}
            {photo.properties.private ? 'private' : 'CC BY-SA 4.0'}
          </>
        )}
      </p>
    </div>
  )
}
