import type { ComponentProps } from 'react'
import { MapButtons } from '@/components/map/base/map-buttons'
import { ColourControl, Legend } from './colour-control'
import type { Colouring } from './colouring'

/** What is on top of the map of the home page: the place that the keyboard points to, colours and their legend, buttons. */
export function MapControls({
  colouring,
  onColouring,
  ...buttons
}: { colouring: Colouring; onColouring: (next: Colouring) => void } & ComponentProps<typeof MapButtons>) {
  return (
    <>
      <span
        aria-hidden
        className="-translate-1/2 pointer-events-none absolute top-1/2 left-1/2 z-10 hidden size-6 rounded-full border-2 border-accent group-has-[canvas:focus-visible]/map:block lg:left-[calc(50%+13.375rem)]"
      />
      <div className="absolute top-[calc(var(--map-top)+9.25rem)] right-4 z-10 max-lg:low:top-[calc(var(--map-top)+0.25rem)] max-lg:low:right-40">
        <ColourControl colouring={colouring} onChange={onColouring} />
      </div>
      <Legend
        colouring={colouring}
        className="absolute bottom-[calc(var(--map-bottom)+2.25rem)] left-3 z-10 rounded-card border bg-surface/95 px-3 py-2.5 lg:bottom-3 lg:left-[28rem]"
      />
      <MapButtons {...buttons} />
    </>
  )
}
