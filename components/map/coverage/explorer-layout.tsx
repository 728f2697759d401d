import type { ReactNode } from 'react'
import type { SheetHeight } from '@/components/map/base/sheet-height'
import { Sheet } from '@/components/map/cards/sheet'
import { classNames } from '@/components/ui/class-names'

/**
 * The map over the whole page, and on it the panel with search and list; on small screens the search above and the list in a sheet. The Tab
 * key comes to the search first, then to the map, then to the list.
 */
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
      data-explorer
      className={classNames(
        'group/explorer relative min-h-96 flex-1 overflow-hidden [--map-top:8.25rem] [--sheet-peek:8rem] [--sheet-top:7.75rem] max-lg:low:[--sheet-peek:5rem] max-lg:has-[[data-map=unsupported]]:[--sheet-top:11.5rem] lg:[--map-bottom:0px] lg:[--map-top:0.75rem] lg:[--sheet-peek:0px]',
        sheet === 'peek'
          ? 'max-lg:[--map-bottom:8.25rem] max-lg:low:[--map-bottom:5.25rem]'
          : 'max-lg:[--map-bottom:calc(50%+0.25rem)] max-lg:[&_.maplibregl-ctrl-scale]:hidden', // a large sheet leaves no map
      )}
    >
      <div
        className={classNames(
          'max-lg:contents lg:absolute lg:inset-3 lg:grid lg:grid-cols-[26rem] lg:grid-rows-[auto_minmax(0,1fr)]',
          // Without a map the list has all the room.
          'lg:group-has-[[data-map=unsupported]]/explorer:grid-cols-1 lg:group-has-[[data-map=unsupported]]/explorer:pt-11',
        )}
      >
        <div className="needs-scripts z-30 min-w-0 max-lg:absolute max-lg:inset-x-0 max-lg:top-0 max-lg:p-3 lg:rounded-t-card lg:border lg:bg-surface lg:p-4">
          {controls}
        </div>
        <div className="absolute inset-0 lg:-inset-3">{map}</div>
        <Sheet label="Result" head={head} height={sheet} onHeight={onSheet}>
          {list}
        </Sheet>
      </div>
    </div>
  )
}
