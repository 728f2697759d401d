import type { ReactNode } from 'react'
import type { SheetHeight } from '@/components/map/base/sheet-height'
import { Sheet } from '@/components/map/cards/sheet'
import { classNames } from '@/components/ui/class-names'

/** The map over the whole page, and on it the panel with search and list; on small screens the search above and the list in a sheet. */
export function ExplorerLayout({
  map,
  controls,
  head,
  list,
  sheet,
  onSheet,
}: {
  map: ReactNode
  controls: ReactNode
  head: ReactNode
  list: ReactNode
  sheet: SheetHeight
  onSheet: (height: SheetHeight) => void
}) {
  return (
    <div
      className={classNames(
        'group/explorer relative min-h-96 flex-1 overflow-hidden [--map-top:8.25rem] [--sheet-peek:8rem] [--sheet-top:7.75rem] max-lg:low:[--sheet-peek:5rem] max-lg:has-[[data-map=unsupported]]:[--sheet-top:11.5rem] lg:[--map-bottom:0px] lg:[--map-top:0.75rem] lg:[--sheet-peek:0px]',
        sheet === 'peek'
          ? 'max-lg:[--map-bottom:8.25rem] max-lg:low:[--map-bottom:5.25rem]'
          : 'max-lg:[--map-bottom:calc(50%+0.25rem)] max-lg:[&_.maplibregl-ctrl-scale]:hidden', // a large sheet leaves no map
      )}
    >
      <div className="absolute inset-0">{map}</div>
      <div
        className={classNames(
          'max-lg:contents lg:absolute lg:top-3 lg:left-3 lg:flex lg:max-h-[calc(100%-1.5rem)] lg:w-[26rem] lg:flex-col lg:rounded-card lg:border lg:bg-surface lg:shadow-floating',
          // Without a map the list has all the room.
          'lg:group-has-[[data-map=unsupported]]/explorer:top-14 lg:group-has-[[data-map=unsupported]]/explorer:right-3 lg:group-has-[[data-map=unsupported]]/explorer:bottom-3 lg:group-has-[[data-map=unsupported]]/explorer:w-auto',
        )}
      >
        <div className="z-20 shrink-0 max-lg:absolute max-lg:inset-x-0 max-lg:top-0 max-lg:p-3 lg:border-b lg:p-4">
          {controls}
        </div>
        <Sheet label="Result" head={head} height={sheet} onHeight={onSheet}>
          {list}
        </Sheet>
      </div>
    </div>
  )
}
