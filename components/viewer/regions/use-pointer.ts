import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { FramePoint } from '@/components/viewer/picture/picture-space'

const DRAG_AFTER_PX = 6

/**
 * Watches the pointer in a frame: where a mouse points (null: nowhere, or on an overlay), and where it was pressed and released without a
 * drag.
 */
export function usePointer(
  frame: RefObject<HTMLElement | null>,
  { onPoint, onPress }: { onPoint: (place: FramePoint | null) => void; onPress: (place: FramePoint) => void },
): void {
  const point = useEffectEvent(onPoint)
  const press = useEffectEvent(onPress)
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
}

function isOnOverlay({ target }: Event): boolean {
  return target instanceof Element && target.closest('[data-overlay]') !== null
}
