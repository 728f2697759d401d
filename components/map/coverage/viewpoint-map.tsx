'use client'

import type { Feature } from 'geojson'
import type { MapMouseEvent } from 'maplibre-gl'
import { useCallback, useMemo } from 'react'
import { type Bounds, boundsAround } from '@/components/map/base/bounds'
import { boundsOf } from '@/components/map/base/bounds-of'
import { MapCanvas } from '@/components/map/base/map-canvas'
import type { Overlay } from '@/components/map/style/overlay'
import type { Palette } from '@/components/map/style/palette'
import { placeBounds, searchPlace } from '@/components/map/tools/search-place'
import type { LngLat } from '@/lib/geo/lng-lat'

const LAYER = 'viewpoints'
const REACH = 8 // pixels

export type ViewpointOnMap = { id: string; rank: number; lngLat: LngLat }

/** The viewpoints of a list, the best on top; fills its parent. */
export function ViewpointMap({
  viewpoints,
  search,
  extent,
  highlightedId,
  onHighlight,
  onPick,
  onView,
}: {
  viewpoints: ViewpointOnMap[]
  /** The search of the list, as in the address. */
  search: URLSearchParams
  /** What to show when there are none; null: the world. */
  extent: Bounds | null
  highlightedId: string | null
  onHighlight: (id: string | null) => void
  onPick: (id: string) => void
  /** The view after each move, as [west, south, east, north] in degrees. */
  onView: (bounds: Bounds) => void
}) {
  const place = useMemo(() => searchPlace(search), [search])
  const bounds = useMemo(
    () => placeBounds(place) ?? boundsAround(viewpoints.map(({ lngLat }) => lngLat)) ?? extent,
    [place, viewpoints, extent],
  )
  const overlay = useCallback(
    (palette: Palette) => viewpointOverlay(palette, { viewpoints, highlightedId, place }),
    [viewpoints, highlightedId, place],
  )
  return (
    <MapCanvas
      label="Map of the viewpoints"
      overlay={overlay}
      camera={{ bounds, padding: () => ({ top: 56, right: 56, bottom: 56, left: 56 }) }}
      hasGeolocate
      events={{
        onClick: (event) => {
          const id = viewpointAt(event)
          if (id) onPick(id)
        },
        onPoint: (event) => {
          const id = viewpointAt(event)
          event.target.getCanvas().style.cursor = id ? 'pointer' : ''
          if (id !== highlightedId) onHighlight(id)
        },
        onLeave: () => onHighlight(null),
        onView: (map) => onView(boundsOf(map)),
      }}
      counted={{ viewpoint: [LAYER] }}
    />
  )
}

function viewpointOverlay(
  palette: Palette,
  {
    viewpoints,
    highlightedId,
    place,
  }: { viewpoints: ViewpointOnMap[]; highlightedId: string | null; place: Feature[] },
): Overlay {
  const features = viewpoints.map(
    ({ id, rank, lngLat }): Feature => ({
      type: 'Feature',
      properties: { id, rank, highlighted: id === highlightedId },
      geometry: { type: 'Point', coordinates: lngLat },
    }),
  )
  return {
    sources: {
      place: { type: 'geojson', data: { type: 'FeatureCollection', features: place } },
      viewpoints: { type: 'geojson', data: { type: 'FeatureCollection', features } },
    },
    layers: [
      {
        id: 'place',
        type: 'line',
        source: 'place',
        paint: { 'line-color': palette.pathStrong, 'line-width': 1.5, 'line-dasharray': [3, 2] },
      },
      {
        id: LAYER,
        type: 'circle',
        source: 'viewpoints',
        layout: { 'circle-sort-key': ['case', ['get', 'highlighted'], 1, ['-', 0, ['get', 'rank']]] },
        paint: {
          'circle-color': ['case', ['get', 'highlighted'], palette.current, palette.viewpoint],
          'circle-radius': ['case', ['get', 'highlighted'], 11, 8],
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 2,
        },
      },
    ],
  }
}

function viewpointAt({ target: map, point: { x, y } }: MapMouseEvent): string | null {
  if (!map.getLayer(LAYER)) return null
  const area: [[number, number], [number, number]] = [
    [x - REACH, y - REACH],
    [x + REACH, y + REACH],
  ]
  const id: unknown = map.queryRenderedFeatures(area, { layers: [LAYER] })[0]?.properties.id
  return typeof id === 'string' ? id : null
}
