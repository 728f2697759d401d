import { type PointerEvent, useState } from 'react'
import { RegionOutline } from '@/components/moderation/region-outline'
import { cornersOfBox, describeBox, FIRST_BOX, keyBoxOf, movedByKey } from '@/components/tags/box-by-keys'
import type { PicturePoint, TagShape } from '@/lib/model/pictures/picture-shapes'
import { imagePath } from '@/lib/photos/paths'

const LEAST_SIDE = 0.005 // shorter ones are slips of the pointer

/** A box on the whole picture of a photo, drawn with the pointer or placed by arrow keys; a 360° one is shown flat. */
export function RegionPicker({
  photoId,
  region,
  onRegion,
}: {
  photoId: string
  region: TagShape | null
  onRegion: (region: TagShape) => void
}) {
  const [start, setStart] = useState<PicturePoint | null>(null)
  const drag = (event: PointerEvent) => {
    if (!start) return
    const end = pointOf(event)
    if (Math.abs(end[0] - start[0]) > LEAST_SIDE && Math.abs(end[1] - start[1]) > LEAST_SIDE)
      onRegion(boxBetween(start, end))
  }
  return (
    <button
      type="button"
      aria-label={`Region. Draw a box, or move one with the arrow keys; with Shift they change its size. ${region ? describeBox(keyBoxOf(region)) : 'None yet'}`}
      className="relative block w-full touch-none select-none overflow-hidden rounded-lg bg-sunken"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setStart(pointOf(event))
      }}
      onPointerMove={drag}
      onPointerUp={(event) => {
        drag(event)
        setStart(null)
      }}
      onKeyDown={(event) => {
        const box = movedByKey(region ? keyBoxOf(region) : FIRST_BOX, event, false)
        if (!box) return
        event.preventDefault()
        onRegion(toRegion(cornersOfBox(box)))
      }}
    >
      {/* biome-ignore lint/performance/noImgElement: the route serves the size that is needed */}
      <img src={imagePath(photoId, 1024)} alt="" loading="lazy" draggable={false} className="block w-full" />
      {region ? (
        <RegionOutline region={region} />
      ) : (
        <span
          aria-hidden
          className="absolute inset-x-0 bottom-2 mx-auto w-fit whitespace-nowrap rounded-full bg-black/70 px-3 py-1 text-white text-xs"
        >
          Drag, or use the arrow keys
        </span>
      )}
    </button>
  )
}

/** In shares of the picture. */
function pointOf({ clientX, clientY, currentTarget }: PointerEvent): PicturePoint {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  const share = (at: number, side: number) => Math.max(0, Math.min(1, side > 0 ? at / side : 0))
  return [share(clientX - left, width), share(clientY - top, height)]
}

function boxBetween([x1, y1]: PicturePoint, [x2, y2]: PicturePoint): TagShape {
  const [left, right, top, bottom] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)]
  return toRegion([
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ])
}

function toRegion(corners: PicturePoint[]): TagShape {
  return { type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] }
}
