import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { RegionProps } from '@/components/viewer/picture/picture-props'
import type { FramePoint, PictureSpace } from '@/components/viewer/picture/picture-space'
import type { AnyTag } from '@/lib/photos/types'
import { type DrawnRegion, drawRegions } from './draw-regions'
import { regionAt, regionOf } from './region'
import { RegionCursor } from './region-cursor'
import { type HighlightedTag, highlightOf, isHighlighted } from './tag-group'
import { usePointer } from './use-pointer'

/**
 * The regions of tags over a picture, drawn on one canvas so that thousands stay smooth. The frame around it keeps its gestures; this layer
 * only watches the pointer there.
 */
export function RegionLayer({
  space,
  frame,
  isSphere,
  tags,
  highlighted,
  onHighlight,
  onPick,
  onPoint,
}: RegionProps & {
  space: PictureSpace
  frame: RefObject<HTMLElement | null>
  isSphere: boolean
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const regions = useMemo(() => tags.flatMap((tag) => regionOf(tag, isSphere) ?? []), [tags, isSphere])
  const drawn = useMemo(
    () => regions.map((region): DrawnRegion => ({ tag: region.tag, outlines: region.rings.map(space.outline) })),
    [regions, space],
  )

  useRegionCanvas(canvas, { space, drawn, highlighted })

  const tagAt = (point: FramePoint): AnyTag | null => {
    const place = regions.length > 0 ? space.toPicture(point) : null
    return place ? (regionAt(regions, place)?.tag ?? null) : null
  }
  const hovered = useRef<AnyTag | null>(null)
  const hover = (tag: AnyTag | null) => {
    if (tag === hovered.current) return
    hovered.current = tag
    onHighlight(tag && highlightOf(tag))
  }
  const point = (place: FramePoint | null) => {
    hover(place && !onPoint ? tagAt(place) : null)
    if (frame.current) frame.current.style.cursor = onPoint ? 'crosshair' : hovered.current ? 'pointer' : ''
  }
  const press = (place: FramePoint) => {
    if (onPoint) {
      const target = space.toPicture(place)
      if (target) onPoint(target)
      return
    }
    const tag = tagAt(place)
    if (tag) onPick(tag)
  }

  usePointer(frame, { onPoint: point, onPress: press })

  return (
    <>
      <canvas
        ref={canvas}
        data-regions={regions.length}
        className="pointer-events-none absolute inset-0 size-full print:hidden"
      />
      {regions.length > 0 && <RegionCursor space={space} regions={regions} onHighlight={onHighlight} onPick={onPick} />}
    </>
  )
}

function useRegionCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  { space, drawn, highlighted }: { space: PictureSpace; drawn: DrawnRegion[]; highlighted: HighlightedTag | null },
): void {
  useEffect(() => {
    let request = 0
    const draw = () => {
      request = 0
      if (canvas.current) drawRegions(canvas.current, drawn, (tag) => isHighlighted(tag, highlighted))
    }
    const drawSoon = () => {
      request ||= requestAnimationFrame(draw)
    }
    draw()
    const stop = space.onMove(drawSoon)
    return () => {
      stop()
      cancelAnimationFrame(request)
    }
  }, [canvas, space, drawn, highlighted])
}
