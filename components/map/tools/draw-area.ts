import type { Polygon } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { visibleMiddle } from '@/components/map/base/visible-part'
import type { Palette } from '@/components/map/style/palette'
import { simplify } from '@/lib/geo/lines/simplify'
import type { LngLat } from '@/lib/geo/lng-lat'
import { areaStyles } from './area-styles'

const MAX_CORNERS = 200 // as the API takes them
const DECIMALS = 5 // about a metre

export type Drawing = { stop: () => void }

/** Lets people draw a polygon, corner by corner or in one stroke. The library is loaded when it is first used. */
export async function drawArea(
  map: MapLibreMap,
  {
    how,
    palette,
    onDone,
    onCrossing,
  }: {
    how: 'corners' | 'freehand'
    palette: Palette
    onDone: (corners: LngLat[]) => void
    /** The stroke crosses itself: it is taken away, and people may draw again. */
    onCrossing: () => void
  },
): Promise<Drawing> {
  const [
    { TerraDraw, TerraDrawFreehandMode, TerraDrawPolygonMode, ValidateNotSelfIntersecting },
    { TerraDrawMapLibreGLAdapter },
  ] = await Promise.all([import('terra-draw'), import('terra-draw-maplibre-gl-adapter')])
  const styles = areaStyles(palette)
  const isSound = (feature: Parameters<typeof ValidateNotSelfIntersecting>[0]) => ValidateNotSelfIntersecting(feature)
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [
      new TerraDrawPolygonMode({
        styles,
        showCoordinatePoints: true,
        // Corners that make edges cross are refused when they are set.
        validation: (feature, { updateType }) =>
          updateType === 'finish' || updateType === 'commit' ? isSound(feature) : { valid: true },
      }),
      new TerraDrawFreehandMode({ styles, minDistance: 12, drawInteraction: 'click-move-or-drag' }),
    ],
  })
  draw.start()
  draw.setMode(how === 'corners' ? 'polygon' : 'freehand')
  draw.on('finish', (id) => {
    const feature = draw.getSnapshotFeature(id)
    if (feature?.geometry.type !== 'Polygon') return
    if (isSound(feature).valid) return onDone(cornersOf(feature.geometry))
    draw.clear()
    onCrossing()
  })
  const stopKeys = drawByKeys(map)
  return {
    stop: () => {
      stopKeys()
      if (draw.enabled) draw.stop()
    },
  }
}

/** The space bar is a pointer that stays in the middle of the map, while the arrow keys move the map under it. Returns what ends that. */
function drawByKeys(map: MapLibreMap): () => void {
  const canvas = map.getCanvas()
  const point = (type: 'pointerdown' | 'pointermove' | 'pointerup') => {
    const { left, top } = canvas.getBoundingClientRect()
    const { x, y } = map.project(visibleMiddle(map))
    canvas.dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + y, isPrimary: true }))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== ' ') return
    event.preventDefault()
    point('pointerdown')
    point('pointerup')
  }
  const showEdge = () => {
    if (canvas.matches(':focus-visible')) point('pointermove')
  }
  canvas.addEventListener('keydown', press)
  map.on('moveend', showEdge)
  return () => {
    canvas.removeEventListener('keydown', press)
    map.off('moveend', showEdge)
  }
}

/** The corners of a ring, as many as the API takes: where there are more, those that matter least go first. */
export function cornersOf({ coordinates: [ring = []] }: Polygon): LngLat[] {
  const round = (degrees: number) => Number(degrees.toFixed(DECIMALS))
  const rounded = ring.map(([lng = 0, lat = 0]): LngLat => [round(lng), round(lat)])
  const points = rounded.filter((point, index) => index === 0 || String(point) !== String(rounded[index - 1]))
  let tolerance = 10 ** -DECIMALS
  let corners = points
  while (corners.length > MAX_CORNERS) {
    tolerance *= 2
    corners = simplify(points, tolerance)
  }
  return corners.slice(0, -1) // a ring ends where it began
}
