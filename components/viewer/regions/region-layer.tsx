import { type RefObject, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { RegionProps } from '@/components/viewer/picture/picture-props'
import type { FramePoint, PictureSpace } from '@/components/viewer/picture/picture-space'
import type { AnyTag } from '@/lib/photos/types'
import { type DrawnRegion, drawRegions } from './draw-regions'
import { regionAt, regionOf } from './region'
import { RegionCursor } from './region-cursor'
import { highlightOf, isHighlighted } from './tag-group'

const DRAG_AFTER_PX = 6

/**
 * The regions of tags over a picture, drawn on one canvas so that thousands stay smooth. The frame around it keeps its gestures;
 * what the pointer does there is looked at here.
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

  useEffect(() => {
    let request = 0
    const draw = () => {
      request = 0
      if (canvas.current) drawRegions(canvas.current, drawn, (tag) => isHighlighted(tag, highlighted))
    }
    const ask = () => {
      request ||= requestAnimationFrame(draw)
    }
    draw()
    const stop = space.onMove(ask)
    return () => {
      stop()
      cancelAnimationFrame(request)
    }
  }, [space, drawn, highlighted])

  const tagAt = (point: FramePoint): AnyTag | null => {
    const place = regions.length > 0 ? space.toPicture(point) : null
    return place ? (regionAt(regions, place)?.tag ?? null) : null
  }
  const hovered = useRef<AnyTag | null>(null)
  const hover = useEffectEvent((tag: AnyTag | null) => {
    if (tag === hovered.current) return
    hovered.current = tag
    onHighlight(tag && highlightOf(tag))
  })
  const point = useEffectEvent((place: FramePoint | null) => {
    hover(place && !onPoint ? tagAt(place) : null)
    if (frame.current) frame.current.style.cursor = onPoint ? 'crosshair' : hovered.current ? 'pointer' : ''
  })
  const press = useEffectEvent((place: FramePoint) => {
    if (onPoint) {
      const target = space.toPicture(place)
      if (target) onPoint(target)
      return
    }
    const tag = tagAt(place)
    if (tag) onPick(tag)
  })

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const placeOf = ({ clientX, clientY }: MouseEvent): FramePoint => {
      const { left, top } = element.getBoundingClientRect()
      return [clientX - left, clientY - top]
    }
    let start: FramePoint | null = null
    const down = (event: PointerEvent) => {
      start = event.isPrimary && !isOnOverlay(event) ? placeOf(event) : null
    }
    const move = (event: PointerEvent) => {
      if (event.pointerType !== 'touch' && event.buttons === 0) point(isOnOverlay(event) ? null : placeOf(event))
    }
    const leave = () => point(null)
    const up = (event: PointerEvent) => {
      const place = placeOf(event)
      if (start && event.button === 0 && Math.hypot(place[0] - start[0], place[1] - start[1]) < DRAG_AFTER_PX)
        press(place)
      start = null
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerleave', leave)
    element.addEventListener('pointerup', up)
    return () => {
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('pointerup', up)
    }
  }, [frame])

  return (
    <>
      <canvas ref={canvas} data-regions={regions.length} className="pointer-events-none absolute inset-0 size-full" />
      {regions.length > 0 && <RegionCursor space={space} regions={regions} onHighlight={onHighlight} onPick={onPick} />}
    </>
  )
}

function isOnOverlay({ target }: Event): boolean {
  return target instanceof Element && target.closest('[data-overlay]') !== null
}
