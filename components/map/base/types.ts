import type { LngLat } from '@/lib/geo/lng-lat'

/** Small map of one path, for the viewer and the sequence page; fills its parent. */
export type LineMapProps = {
  line: LngLat[]
  photos?: { id: string; lngLat: LngLat }[] | undefined
  /** The photo looked at; heading in degrees clockwise from north, null: unknown. */
  current?: { lngLat: LngLat; heading: number | null } | undefined
  /** A place near the line was clicked; the id is the nearest photo's when `photos` is given. */
  onPick?: ((lngLat: LngLat, photoId: string | null) => void) | undefined
  /** false: a still picture that cannot be moved. Default true. */
  interactive?: boolean | undefined
}

export type ListedLine = { key: string; line: LngLat[]; selected: boolean; active: boolean }

/** Many paths to choose from, for the import page; fills its parent. */
export type LinesMapProps = {
  /** All that may be chosen, whatever the view: the map fits them in when they change. Those that step back: `active: false`. */
  lines: ListedLine[]
  /** Finer lines of some of them, by key: drawn in their place, they move nothing. */
  finer?: ReadonlyMap<string, LngLat[]>
  /** Pointed at, here or in a list beside the map. */
  highlighted?: string | undefined
  onHighlight?: ((key: string | undefined) => void) | undefined
  onToggle: (key: string) => void
  /** The view after each move, as [west, south, east, north] in degrees. */
  onView: (bbox: [west: number, south: number, east: number, north: number]) => void
}
