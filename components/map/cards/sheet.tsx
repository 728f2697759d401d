'use client'

import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from 'react'
import { SHEET_HEIGHTS, type SheetHeight } from '@/components/map/base/sheet-height'
import { classNames } from '@/components/ui/class-names'

const CSS_HEIGHTS: Record<SheetHeight, string> = {
  peek: 'var(--sheet-peek)',
  half: '50%',
  full: 'calc(100% - var(--sheet-top))',
}
const STILL = 6 // pixels: less is a tap, not a drag
const NAMES: Record<SheetHeight, string> = { peek: 'small', half: 'half', full: 'large' }

type Drag = { startY: number; startHeight: number; isMoving: boolean }

/**
 * On a phone: a sheet at the lower edge with three heights, to be dragged by its head, tapped, or moved by the arrow keys on its handle.
 * On larger screens an ordinary part of the panel.
 */
export function Sheet({
  label,
  head,
  height,
  onHeight,
  children,
}: {
  label: string
  head: ReactNode
  height: SheetHeight
  onHeight: (height: SheetHeight) => void
  children: ReactNode
}) {
  const sheet = useRef<HTMLElement>(null)
  const [dragged, setDragged] = useState<number | null>(null) // pixels
  const contentId = useId()

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
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onHeight(SHEET_HEIGHTS[SHEET_HEIGHTS.indexOf(height) + step] ?? height)
  }
  const next = SHEET_HEIGHTS[(SHEET_HEIGHTS.indexOf(height) + 1) % SHEET_HEIGHTS.length] ?? 'peek'

  return (
    <section
      ref={sheet}
      aria-label={label}
      data-sheet={height}
      onFocus={({ target }) => {
        // What has the focus has to be in sight.
        if (height === 'peek' && document.getElementById(contentId)?.contains(target)) onHeight('half')
      }}
      style={{ '--sheet': dragged === null ? CSS_HEIGHTS[height] : `${dragged}px` } as React.CSSProperties}
      className={classNames(
        'flex min-h-0 flex-col bg-surface',
        'max-lg:absolute max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-10 max-lg:h-(--sheet) max-lg:max-h-[calc(100%-var(--sheet-top))] max-lg:min-h-20 max-lg:overflow-hidden max-lg:rounded-t-card max-lg:border-t max-lg:shadow-floating',
        dragged === null && 'max-lg:transition-[height] max-lg:duration-200',
        'lg:z-10 lg:max-h-full lg:self-start lg:rounded-b-card lg:border lg:border-t-0 lg:shadow-floating',
      )}
    >
      <div onPointerDown={start} className="shrink-0 px-4 pb-3 max-lg:touch-none max-lg:select-none lg:pt-3">
        <button
          type="button"
          aria-label={`Size of the list: ${NAMES[height]}. Make it ${NAMES[next]}.`}
          aria-controls={contentId}
          aria-expanded={height !== 'peek'}
          onClick={() => onHeight(next)}
          onKeyDown={onKeyDown}
          className="mx-auto mb-1 grid h-6 w-24 place-items-center rounded-full group-has-[[data-map=unsupported]]/explorer:invisible lg:hidden"
        >
          <span className="h-1 w-10 rounded-full bg-line-strong" />
        </button>
        {head}
      </div>
      <div id={contentId} className="min-h-0 flex-1 overflow-y-auto overscroll-contain border-t lg:rounded-b-card">
        {children}
      </div>
    </section>
  )
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
