'use client'

import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { SHEET_HEIGHTS, type SheetHeight } from '@/components/map/base/sheet-height'
import { classNames } from '@/components/ui/class-names'
import { useSheetDrag } from './use-sheet-drag'

const CSS_HEIGHTS: Record<SheetHeight, string> = {
  peek: 'var(--sheet-peek)',
  half: '50%',
  full: 'calc(100% - var(--sheet-top))',
}
const NAMES: Record<SheetHeight, string> = { peek: 'small', half: 'half', full: 'large' }

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
  const { dragged, start } = useSheetDrag(sheet, { height, onHeight })
  const contentId = useId()

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
