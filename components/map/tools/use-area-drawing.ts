import type { Map as MapLibreMap } from 'maplibre-gl'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { useIsDark } from '@/components/ui/use-is-dark'
import { type Drawing, drawArea } from './draw-area'

type How = 'corners' | 'freehand'

const WORDS: Record<How, string> = {
  corners: 'Set the corners. Press the first one again, or Enter, to end.',
  freehand: 'Draw around the area, back to where you began.',
}
const LOADING = 'One moment…' // a stroke before the library is there would move the map
const CROSSING = 'The line crosses itself. Draw it again.'

/** Draws the area of the search on a map. `how` is null while nothing is being drawn; Escape cancels. */
export function useAreaDrawing(map: RefObject<MapLibreMap | null>, onArea: (area: string) => void) {
  const [how, setHow] = useState<How | null>(null)
  const [isReady, setIsReady] = useState(false)
  const [isCrossing, setIsCrossing] = useState(false)
  const drawing = useRef<Drawing>(null)
  const palette = useIsDark() ? DARK : LIGHT
  const done = useEffectEvent((area: string) => onArea(area))

  useEffect(() => {
    if (how === null || !map.current) return
    let isWanted = true
    const current = map.current
    const stop = () => setHow(null)
    const started = drawArea(current, {
      how,
      palette,
      onDone: (corners) => {
        stop()
        done(corners.flat().join(','))
      },
      onCrossing: () => setIsCrossing(true),
    })
    started.then((one) => {
      if (!isWanted) return one.stop()
      drawing.current = one
      setIsReady(true)
    })
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') stop()
    }
    addEventListener('keydown', onKeyDown)
    current.getCanvas().focus({ preventScroll: true })
    return () => {
      isWanted = false
      removeEventListener('keydown', onKeyDown)
      drawing.current?.stop()
      drawing.current = null
      setIsReady(false)
    }
  }, [how, map, palette])

  return {
    how,
    isReady,
    words: isCrossing ? CROSSING : isReady ? WORDS[how ?? 'corners'] : LOADING,
    start: (next: How) => {
      setIsCrossing(false)
      setHow(next)
    },
    stop: () => setHow(null),
  }
}
