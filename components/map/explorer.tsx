'use client'

import { ChevronUp } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { CoverageMap } from './coverage-map'
import type { CoverageMapProps } from './types'

const PANEL_WIDTH = 340 // with the gap beside it
const SHEET_HEIGHT = 172
const MARGIN = 48

/** The home page: the map, and the newest sequences beside it (a sheet at the bottom on small screens). */
export function Explorer({
  extent,
  styleUrl,
  title,
  isOpenAtFirst = false,
  children,
}: Pick<CoverageMapProps, 'extent' | 'styleUrl'> & {
  title: string
  /** On small screens: the whole list at once, not its upper edge alone. */
  isOpenAtFirst?: boolean
  children: ReactNode
}) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  const listId = useId()
  return (
    <div className="group/explorer relative min-h-96 flex-1 [--map-bottom:10rem] lg:[--map-bottom:0px]">
      <div className="absolute inset-0">
        <CoverageMap
          extent={extent}
          styleUrl={styleUrl}
          padding={({ width }) =>
            width < 1024
              ? { top: MARGIN, right: MARGIN, bottom: SHEET_HEIGHT, left: MARGIN }
              : { top: MARGIN, right: MARGIN + 24, bottom: MARGIN, left: PANEL_WIDTH + MARGIN }
          }
        />
      </div>
      <aside
        aria-labelledby={`${listId}-title`}
        className={classNames(
          'absolute inset-x-0 bottom-0 z-10 flex flex-col overflow-hidden rounded-t-card border-t bg-surface shadow-floating transition-[max-height] duration-200',
          'lg:inset-x-auto lg:top-3 lg:bottom-auto lg:left-3 lg:max-h-[calc(100%-1.5rem)] lg:w-80 lg:rounded-card lg:border',
          // Without a map the list has all the room.
          'group-has-[[data-map=unsupported]]/explorer:max-h-[calc(100%-4.5rem)] lg:group-has-[[data-map=unsupported]]/explorer:top-16 lg:group-has-[[data-map=unsupported]]/explorer:right-3 lg:group-has-[[data-map=unsupported]]/explorer:w-auto',
          isOpen ? 'max-h-[70%]' : 'max-h-40',
        )}
      >
        <h1 id={`${listId}-title`} className="shrink-0 font-semibold lg:border-b">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={listId}
            onClick={() => setIsOpen(!isOpen)}
            className="flex w-full items-center justify-between px-4 pt-3 pb-2 lg:hidden"
          >
            {title}
            <ChevronUp
              aria-hidden
              className={classNames('size-5 text-ink-faint transition-transform', isOpen && 'rotate-180')}
            />
          </button>
          <span className="hidden px-4 py-3 lg:block">{title}</span>
        </h1>
        <div id={listId} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
          {children}
        </div>
      </aside>
    </div>
  )
}
