import type {
  GeoJSONSource,
  GeoJSONSourceSpecification,
  Map as MapLibreMap,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import { GRATICULE_SOURCE } from './base-style'
import { SHOWN_SOURCE } from './overlay'
import { isOtherVersion, renewTiles } from './tile-version'

// Their data follow the view or the pointer, not the style.
const LIVE_SOURCES = [GRATICULE_SOURCE, SHOWN_SOURCE]

/** Lets a map that shows `before` show `after`. When only data differ, they are set directly: comparing the styles takes a frame. */
export function changeStyle(map: MapLibreMap, before: StyleSpecification | null, after: StyleSpecification): void {
  const changed = before && changedData(before, after)
  if (changed) {
    for (const [name, data] of changed) map.getSource<GeoJSONSource>(name)?.setData(data)
    return
  }
  map.setStyle(after, {
    transformStyle: (shown, next) => (shown ? { ...next, sources: keptSources(shown, next, before) } : next),
  })
  renewTiles(map, after)
}

type GeoJsonData = GeoJSONSourceSpecification['data']

/** The sources whose data differ, with those; null where anything else does. */
export function changedData(before: StyleSpecification, after: StyleSpecification): [string, GeoJsonData][] | null {
  const names = Object.keys(after.sources)
  if (!isSame({ ...before, sources: Object.keys(before.sources) }, { ...after, sources: names })) return null
  const changed: [string, GeoJsonData][] = []
  for (const name of names) {
    const [one, other] = [before.sources[name], after.sources[name]]
    if (isSame(one, other)) continue
    if (one?.type !== 'geojson' || other?.type !== 'geojson') return null
    if (!isSame({ ...one, data: null }, { ...other, data: null })) return null
    changed.push([name, other.data])
  }
  return changed
}

/**
 * The sources of `next`, those that need not change as they are shown. MapLibre forgets the address of data once it has read them,
 * and would read them again with each style.
 */
function keptSources(shown: StyleSpecification, next: StyleSpecification, before: StyleSpecification | null) {
  const isKept = (name: string, source: SourceSpecification, now: SourceSpecification) =>
    LIVE_SOURCES.includes(name) || isOtherVersion(now, source) || isSame(before?.sources[name], source)
  return Object.fromEntries(
    Object.entries(next.sources).map(([name, source]) => {
      const now = shown.sources[name]
      return [name, now && isKept(name, source, now) ? now : source]
    }),
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
