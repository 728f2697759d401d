import type { Bounds } from '@/components/map/base/bounds'
import { placeBounds, searchPlace } from '@/components/map/tools/search-place'

/** What the map shows first when its address says nothing: the place of the search, or its result, or all there is. */
export function startBounds({
  search,
  found,
  extent,
}: {
  search: URLSearchParams
  found: Bounds | null
  extent: Bounds | null
}): Bounds | null {
  return placeBounds(searchPlace(search)) ?? found ?? extent
}
