import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { type View, WHOLE, zoomed } from './picture-view'
import type { MoveView } from './use-flat-view'

const DRAG_AFTER_PX = 6
const SWIPE_AFTER_PX = 60
const DOUBLE_CLICK_SCALE = 2.5

type Point = { x: number; y: number }
type Gesture = { start: Point; hasMoved: boolean; wasPinch: boolean }

/** Zooms and moves a flat picture by wheel, fingers, mouse and double click. Returns the handlers of its frame. */
export function usePictureGestures(
  frame: RefObject<HTMLElement | null>,
  { view, move, onSwipe }: { view: View; move: MoveView; onSwipe: (direction: 1 | -1) => void },
) {
  useWheelZoom(frame, move)
  const pointers = useRef(new Map<number, Point>())
  const gesture = useRef<Gesture | null>(null)

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    const place = placeIn(frame.current, event)
    pointers.current.set(event.pointerId, place)
    gesture.current = { start: place, hasMoved: false, wasPinch: pointers.current.size > 1 }
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const before = pointers.current.get(event.pointerId)
    const { current } = gesture
    if (!before || !current) return
    const place = placeIn(frame.current, event)
    if (!current.hasMoved) {
      if (Math.hypot(place.x - current.start.x, place.y - current.start.y) < DRAG_AFTER_PX) return
      current.hasMoved = true
      event.currentTarget.setPointerCapture(event.pointerId)
    }
    const other = [...pointers.current].find(([pointerId]) => pointerId !== event.pointerId)?.[1]
    pointers.current.set(event.pointerId, place)
    move((now) => (other ? pinched(now, other, before, place) : dragged(now, before, place)))
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const place = pointers.current.get(event.pointerId)
    pointers.current.delete(event.pointerId)
    const { current: finished } = gesture
    if (!place || !finished || pointers.current.size > 0) return
    const mayBeSwipe = event.pointerType === 'touch' && view.scale === 1 && !finished.wasPinch
    const [across, down] = [place.x - finished.start.x, place.y - finished.start.y]
    if (mayBeSwipe && Math.abs(across) > SWIPE_AFTER_PX && Math.abs(across) > 2 * Math.abs(down)) {
      onSwipe(across < 0 ? 1 : -1)
    }
  }

  function onDoubleClick(event: React.MouseEvent<HTMLElement>) {
    const at = placeIn(frame.current, event)
    move((current) => (current.scale > 1 ? WHOLE : zoomed(current, DOUBLE_CLICK_SCALE, at)))
  }

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onDoubleClick }
}

function useWheelZoom(frame: RefObject<HTMLElement | null>, move: MoveView): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    // Not a prop: React listens passively, and the page would scroll.
    const zoomByWheel = (event: WheelEvent) => {
      event.preventDefault()
      const at = placeIn(element, event)
      move((current) => zoomed(current, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), at))
    }
    element.addEventListener('wheel', zoomByWheel, { passive: false })
    return () => element.removeEventListener('wheel', zoomByWheel)
  }, [frame, move])
}

/** Where an event is, in pixels from the middle of the frame. */
function placeIn(frame: HTMLElement | null, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const box = frame?.getBoundingClientRect()
  return box ? { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 } : { x: 0, y: 0 }
}

function dragged(view: View, from: Point, to: Point): View {
  return { ...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y }
}

/** One finger moves while the `other` one rests. */
function pinched(view: View, other: Point, from: Point, to: Point): View {
  const spread = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
  const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 }
  return zoomed(view, spread(to) / spread(from), middle)
}
