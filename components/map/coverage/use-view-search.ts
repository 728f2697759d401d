import type { Map as MapLibreMap } from 'maplibre-gl'
import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { SheetHeight } from '@/components/map/base/sheet-height'
import { visibleBounds } from '@/components/map/base/visible-part'
import type { ViewSearch } from '@/components/search/map-tools'
import { useSearch } from '@/components/search/search-context'
import { recall, remember } from '@/components/ui/remembered'
import { viewBbox } from '@/lib/geo/view-bbox'
import { changed } from '@/lib/search/search-url'

const KEY = 'list-follows-map'
const OFF = 'no'
const RESTS_MS = 300 // so long the map has to rest before the list follows: one search for many turns of a wheel

/**
 * Limits the search to what the map shows. The list follows each move that somebody asks for, unless that is switched off or the address
 * names another place: an area, a point, a box that is not this view.
 */
export function useViewSearch(
  map: RefObject<MapLibreMap | null>,
  { sheet, isPaused }: { sheet: SheetHeight; isPaused: boolean },
): ViewSearch & { onView: (current: MapLibreMap, isAsked: boolean) => void } {
  const { params, go } = useSearch()
  const [isOn, setOn] = useState(true)
  useEffect(() => setOn(recall(KEY) !== OFF), [])
  const [searched, setSearched] = useState<string | null>(null) // the box of the address, if it is that of a view
  const [seen, setSeen] = useState<string[]>([]) // the boxes in view, by the height of the sheet
  const [moves, setMoves] = useState(0)

  const bbox = params.get('bbox')
  const isOfView = bbox === null ? !params.has('area') && !params.has('near') : [searched, ...seen].includes(bbox)
  const isFollowing = isOn && isOfView

  const search = (replace: boolean) => {
    if (!map.current) return
    const next = boxInView(map.current, sheet)
    setSearched(next)
    if (next !== bbox) go(changed(params, { bbox: next, area: null, near: null, radius: null }), { replace })
  }
  const follow = useEffectEvent(() => {
    const isAtRest = map.current?.isMoving() === false // a move that goes on ends with a view of its own
    if (isFollowing && !isPaused && isAtRest) search(true)
  })
  useEffect(() => {
    if (moves === 0) return
    const timer = setTimeout(() => follow(), RESTS_MS)
    return () => clearTimeout(timer)
  }, [moves])

  return {
    isOn,
    isFollowing,
    turn: (next) => {
      setOn(next)
      remember(KEY, next ? null : OFF)
      if (next && isOfView) search(true)
    },
    search: () => search(false),
    onView: (current, isAsked) => {
      if (isOfView) setSearched(bbox)
      setSeen([boxInView(current, 'peek'), boxInView(current, 'half')])
      if (isAsked) setMoves((earlier) => earlier + 1)
    },
  }
}

function boxInView(map: MapLibreMap, sheet: SheetHeight): string {
  return viewBbox(visibleBounds(map, sheet)).join(',')
}
