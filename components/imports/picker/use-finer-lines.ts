import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import type { Bbox } from '@/lib/geo/bbox'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Counted } from '@/lib/imports/importable/choice'
import { type ImportableFilters, passesFilters, toQuery } from '@/lib/imports/importable/filters'
import { FINE_LINES } from '@/lib/imports/importable/map-budget'
import { unpackLine } from '@/lib/imports/importable/packed-line'

const NONE: ReadonlyMap<string, LngLat[]> = new Map()

/** Of many lines each has few points: those in view again with all that are known, once the map is so near that there are few. */
export function useFinerLines(
  filters: ImportableFilters,
  { lines, view }: { lines: Counted[]; view: Bbox | null },
): ReadonlyMap<string, LngLat[]> {
  const [finer, setFiner] = useState(NONE)
  const seen = { ...filters, view }
  const inView = view && lines.length > FINE_LINES ? lines.filter((line) => passesFilters(line, seen)).length : 0
  const url = inView > 0 && inView <= FINE_LINES ? `/api/importable-sequences/lines?${toQuery(seen)}` : null
  useEffect(() => {
    if (url === null) return
    let isStale = false
    apiFetch(url, 'ImportableLines').then(({ answer }) => {
      if (!isStale && answer) setFiner(new Map(answer.lines.map(({ key, path }) => [key, unpackLine(path)])))
    })
    return () => {
      isStale = true
    }
  }, [url])
  return url === null ? NONE : finer
}
