import { type PointerEvent, type RefObject, useState } from 'react'
import { SHEET_HEIGHTS, type SheetHeight } from '@/components/map/base/sheet-height'

const STILL = 6 // pixels: less is a tap, not a drag

type Drag = { startY: number; startHeight: number; isMoving: boolean }

/** Lets people drag a sheet from one of its heights to another. `dragged`: how high it is meanwhile, in pixels; null: nobody drags it. */
export function useSheetDrag(
  sheet: RefObject<HTMLElement | null>,
  { height, onHeight }: { height: SheetHeight; onHeight: (height: SheetHeight) => void },
) {
  const [dragged, setDragged] = useState<number | null>(null)

  const start = ({ button, currentTarget: grip, pointerId, clientY: startY }: PointerEvent<HTMLDivElement>) => {
    const [startHeight, room] = [sheet.current?.offsetHeight, sheet.current?.offsetParent?.clientHeight]
    if (startHeight === undefined || room === undefined || button !== 0 || !isSheet()) return
    const drag: Drag = { startY, startHeight, isMoving: false }
    const over = new AbortController()
    const listen = (name: 'pointermove' | 'pointerup' | 'pointercancel', react: (y: number) => void) =>
      // A quick pointer leaves the head with its first move, so it is followed all over the window.
      window.addEventListener(name, (event) => event.pointerId === pointerId && react(event.clientY), over)
    window.addEventListener('dragstart', (event) => event.preventDefault(), over) // of a link under the pointer
    listen('pointermove', (y) => {
      if (!drag.isMoving && Math.abs(startY - y) < STILL) return
      if (!drag.isMoving) grip.setPointerCapture(pointerId) // not before: a tap belongs to what is under the finger
      drag.isMoving = true
      setDragged(startHeight + startY - y)
    })
    listen('pointerup', (y) => {
      over.abort()
      setDragged(null)
      if (drag.isMoving) onHeight(heightAfter(drag, y, room, height))
    })
    listen('pointercancel', () => {
      over.abort()
      setDragged(null)
    })
  }
  return { dragged, start }
}

/** Elsewhere it is a part of the panel, which has no heights. */
function isSheet(): boolean {
  return !matchMedia('(width >= 64rem)').matches
}

/** The height nearest to where it was let go; a clear pull goes at least one step. */
function heightAfter({ startY, startHeight }: Drag, y: number, room: number, before: SheetHeight): SheetHeight {
  const [moved, share] = [startY - y, (startHeight + startY - y) / room]
  const nearest: SheetHeight = share > 0.7 ? 'full' : share > 0.32 ? 'half' : 'peek'
  if (nearest !== before || Math.abs(moved) < 40) return nearest
  return SHEET_HEIGHTS[SHEET_HEIGHTS.indexOf(before) + Math.sign(moved)] ?? before
}
