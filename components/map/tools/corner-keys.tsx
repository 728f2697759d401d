import { type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { ChangedArea } from './change-area'

const STEP = 4 // pixels
const LONG_STEP = 40
const WAYS: Record<string, [right: number, down: number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
}

/** One corner of the area after the other, to be moved by the arrow keys. `onCorner` is told which one, so that the map shows it. */
export function CornerKeys({
  area,
  onCorner,
}: {
  area: Pick<ChangedArea, 'corners' | 'moveCorner'>
  onCorner: (lngLat: LngLat | null) => void
}) {
  const [chosen, setChosen] = useState(0)
  const [place, setPlace] = useState('')
  const [isFocused, setFocused] = useState(false)
  const corners = area.corners()
  const index = chosen % corners.length
  const show = (at: number) => {
    setChosen(at)
    onCorner(corners[at] ?? null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const way = WAYS[event.key]
    if (!way) return
    event.preventDefault()
    const step = event.shiftKey ? LONG_STEP : STEP
    const moved = area.moveCorner(index, [way[0] * step, way[1] * step])
    onCorner(moved)
    setPlace(`${moved[1].toFixed(4)}, ${moved[0].toFixed(4)}`)
  }
  return (
    <>
      <Button
        size="small"
        onKeyDown={onKeyDown}
        onClick={() => show((index + 1) % corners.length)}
        onFocus={() => {
          setFocused(true)
          onCorner(corners[index] ?? null)
        }}
        onBlur={() => {
          setFocused(false)
          onCorner(null)
        }}
        aria-description="Arrow keys move it, with Shift further. Enter goes to the next corner."
      >
        Corner {index + 1} of {corners.length}
      </Button>
      {isFocused && <span className="text-ink-muted text-xs">Arrow keys move it, Enter goes to the next.</span>}
      <span role="status" className="sr-only">
        {place}
      </span>
    </>
  )
}
