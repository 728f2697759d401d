import type { Polygon } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { TerraDraw } from 'terra-draw'
import type { Palette } from '@/components/map/style/palette'
import type { LngLat } from '@/lib/geo/lng-lat'
import { areaStyles, changedAreaStyles } from './area-styles'
import { cornersOf } from './draw-area'

type Library = typeof import('terra-draw')
type Adapter = ConstructorParameters<typeof TerraDraw>[0]['adapter']

const DIGITS = 7 // about a centimetre

export type ChangedArea = {
  /** As it is now. */
  corners: () => LngLat[]
  /** Moves a corner by pixels of the map; it stays where an edge would cross another. Returns where it is then. */
  moveCorner: (index: number, by: [right: number, down: number]) => LngLat
  stop: () => void
}

/** Lets people drag the corners of an area, the middles of its edges, and all of it. null: it goes over the date line, where it must be drawn anew. */
export async function changeArea(
  map: MapLibreMap,
  { corners, palette }: { corners: LngLat[]; palette: Palette },
): Promise<ChangedArea | null> {
  const [library, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
    import('terra-draw'),
    import('terra-draw-maplibre-gl-adapter'),
  ])
  return changeWith(library, { adapter: new TerraDrawMapLibreGLAdapter({ map }), corners, palette })
}

/** The same on any map that the library knows. */
export function changeWith(
  library: Library,
  { adapter, corners, palette }: { adapter: Adapter; corners: LngLat[]; palette: Palette },
): ChangedArea | null {
  const draw = new library.TerraDraw({
    adapter,
    modes: [new library.TerraDrawPolygonMode({ styles: areaStyles(palette) }), selectMode(library, palette)],
  })
  draw.start()
  const rounded = corners.map(([lng, lat]): LngLat => [round(lng), round(lat)])
  const coordinates = [[...rounded, ...rounded.slice(0, 1)]]
  const [added] = draw.addFeatures([
    { type: 'Feature', properties: { mode: 'polygon' }, geometry: { type: 'Polygon', coordinates } },
  ])
  const stop = () => {
    if (draw.enabled) draw.stop()
  }
  if (!added?.valid || added.id === undefined) {
    stop()
    return null
  }
  const { id } = added
  draw.setMode('select')
  draw.selectFeature(id)
  const now = (): LngLat[] => {
    const geometry = draw.getSnapshotFeature(id)?.geometry
    return geometry?.type === 'Polygon' ? cornersOf(geometry) : corners
  }
  return {
    corners: now,
    moveCorner: (index, [right, down]) => {
      const before = now()
      const corner = before[index] ?? [0, 0]
      const { x, y } = adapter.project(...corner)
      const { lng, lat } = adapter.unproject(x + right, y + down)
      const moved: LngLat = [round(lng), round(lat)]
      const ring = before.toSpliced(index, 1, moved)
      const geometry: Polygon = { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] }
      if (!library.ValidateNotSelfIntersecting({ type: 'Feature', properties: {}, geometry }).valid) return corner
      draw.updateFeatureGeometry(id, geometry)
      return moved
    },
    stop,
  }
}

/** The library takes no coordinate of more digits, and an address may have them. */
function round(degrees: number): number {
  return Number(degrees.toFixed(DIGITS))
}

function selectMode({ TerraDrawSelectMode, ValidateNotSelfIntersecting }: Library, palette: Palette) {
  return new TerraDrawSelectMode({
    styles: changedAreaStyles(palette),
    allowManualDeselection: false,
    keyEvents: null, // Escape gives up, and nothing deletes all of it
    flags: {
      polygon: {
        feature: {
          draggable: true,
          validation: (feature) => ValidateNotSelfIntersecting(feature),
          coordinates: { draggable: true, midpoints: true, deletable: true },
        },
      },
    },
  })
}
