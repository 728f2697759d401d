import { Maximize, SquareDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import { FollowSwitch } from '@/components/search/follow-switch'
import type { ViewSearch } from '@/components/search/map-tools'
import { Button } from '@/components/ui/button'

/** At the upper edge of the map: whether the list follows it, search here, fit in what was found; while one draws, how that goes. */
export function MapButtons({
  drawing,
  corner,
  view,
  onFit,
}: {
  drawing: { how: string | null; isReady: boolean; words: string; finish: () => void; stop: () => void }
  /** What moves the corners of a drawn area by keys. */
  corner: ReactNode
  view: ViewSearch
  onFit: (() => void) | undefined
}) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-(--map-top) z-10 flex flex-wrap justify-center gap-2 px-16 max-lg:low:justify-start max-lg:low:pr-56 max-lg:low:pl-3 lg:pr-16 lg:pl-[28rem] [&>*]:pointer-events-auto [&>*]:shadow-raised">
      {drawing.how ? (
        <p
          role="status"
          className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border bg-surface px-4 py-2 text-sm"
        >
          <span>
            {drawing.words}
            {drawing.isReady && drawing.how === 'corners' && (
              <span className="hidden text-ink-muted text-xs group-has-[canvas:focus-visible]/map:block">
                Arrow keys move the map, the space bar sets a corner in its middle.
              </span>
            )}
          </span>
          {corner}
          {drawing.how === 'change' && drawing.isReady && (
            <Button size="small" look="primary" onClick={drawing.finish}>
              Done
            </Button>
          )}
          <Button size="small" onClick={drawing.stop}>
            Cancel
          </Button>
        </p>
      ) : (
        <>
          <FollowSwitch
            view={view}
            className="inline-flex h-8 cursor-pointer select-none items-center gap-2 whitespace-nowrap rounded-full border border-line-strong/60 bg-surface pr-3 pl-1.5 font-[550] text-sm"
          />
          {!view.isFollowing && (
            <Button size="small" onClick={view.search} className="rounded-full!">
              <SquareDashed aria-hidden /> Search this view
            </Button>
          )}
          {onFit && (
            <Button size="small" onClick={onFit} className="rounded-full!">
              <Maximize aria-hidden /> Fit
            </Button>
          )}
        </>
      )}
    </div>
  )
}
