import type { Map as MapLibreMap } from 'maplibre-gl'
import { type RefObject, useState } from 'react'
import type { SheetHeight } from '@/components/map/base/sheet-height'
import { visibleBounds } from '@/components/map/base/visible-part'
import { useSearch } from '@/components/search/search-context'
import { viewBbox } from '@/lib/geo/view-bbox'
import { changed } from '@/lib/search/search-url'

/** Limits the search to what the map shows. While it follows, it moves with the map; afterwards it stays where it was. */
export function useViewSearch(map: RefObject<MapLibreMap | null>, sheet: SheetHeight) {
  const { params, go } = useSearch()
  const [isFollowing, setIsFollowing] = useState(false)
  if (isFollowing && !params.has('bbox')) setIsFollowing(false) // removed in the search sentence

  const search = (current: MapLibreMap, replace: boolean) => {
    const bbox = viewBbox(visibleBounds(current, sheet)).join(',')
    if (bbox !== params.get('bbox')) go(changed(params, { bbox, area: null, near: null, radius: null }), { replace })
  }
  return {
    isFollowing,
    follow: (next: boolean) => {
      setIsFollowing(next)
      if (next && map.current) search(map.current, false)
    },
    onView: (current: MapLibreMap) => {
      if (isFollowing) search(current, true)
    },
  }
}
