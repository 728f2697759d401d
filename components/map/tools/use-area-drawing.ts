import type { Map as MapLibreMap } from 'maplibre-gl'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { useIsDark } from '@/components/ui/use-is-dark'
import type { LngLat } from '@/lib/geo/lng-lat'
import { type ChangedArea, changeArea } from './change-area'
import { type Drawing, drawArea } from './draw-area'

type How = 'corners' | 'freehand' | 'change'

/** `corners`: of the area that is changed. */
type Task = { how: How; corners: LngLat[] }

const WORDS: Record<How, string> = {
  corners: 'Set the corners. Press the first one again, or Enter, to end.',
  freehand: 'Draw around the area, back to where you began.',
  change: 'Drag the corners; the dots between them make new ones.',
}
const LOADING = 'One moment…' // a stroke before the library is there would move the map
const CROSSING = 'The line crosses itself. Draw it again.'
const OVER_DATE_LINE = 'This area goes over the date line. Draw it anew instead.'

/** Draws the area of the search on a map, or changes the one that is there. `how` is null while neither is done; Escape cancels. */
export function useAreaDrawing(map: RefObject<MapLibreMap | null>, onArea: (area: string) => void) {
  const [task, setTask] = useState<Task | null>(null)
  const [isReady, setIsReady] = useState(false)
  const [changed, setChanged] = useState<ChangedArea | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const drawing = useRef<Drawing>(null)
  const palette = useIsDark() ? DARK : LIGHT
  const end = (corners: LngLat[]) => {
    setTask(null)
    onArea(corners.flat().join(','))
  }
  const done = useEffectEvent(end)

  useEffect(() => {
    if (task === null || !map.current) return
    let isWanted = true
    const current = map.current
    const onDone = (corners: LngLat[]) => done(corners)
    begin(current, task, { palette, onDone, onCrossing: () => setProblem(CROSSING) }).then((one) => {
      if (!isWanted) return one?.stop()
      if (!one) return setProblem(OVER_DATE_LINE)
      drawing.current = one
      if ('corners' in one) setChanged(one)
      setIsReady(true)
    })
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setTask(null)
    }
    addEventListener('keydown', onKeyDown)
    current.getCanvas().focus({ preventScroll: true })
    return () => {
      isWanted = false
      removeEventListener('keydown', onKeyDown)
      drawing.current?.stop()
      drawing.current = null
      setIsReady(false)
      setChanged(null)
    }
  }, [task, map, palette])

  const how = task?.how ?? null
  return {
    how,
    isReady,
    /** The area that is changed, once it can be. */
    changed,
    words: problem ?? (isReady ? WORDS[how ?? 'corners'] : LOADING),
    start: (next: How, corners: LngLat[] = []) => {
      setProblem(null)
      setTask({ how: next, corners })
    },
    /** Ends a change with the area as it is now. */
    finish: () => {
      if (changed) end(changed.corners())
    },
    stop: () => setTask(null),
  }
}

function begin(
  map: MapLibreMap,
  { how, corners }: Task,
  drawing: Omit<Parameters<typeof drawArea>[1], 'how'>,
): Promise<Drawing | ChangedArea | null> {
  if (how === 'change') return changeArea(map, { corners, palette: drawing.palette })
  return drawArea(map, { how, ...drawing })
}
