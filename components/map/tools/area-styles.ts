import type { Palette } from '@/components/map/style/palette'

const POINT_WIDTH = 6 // pixels

/** How an area looks while it is drawn: its edge, and a handle at each corner. */
export function areaStyles(palette: Palette) {
  const [colour, inside] = [hex(palette.pathStrong), hex(palette.halo)]
  return {
    fillColor: colour,
    fillOpacity: 0.12,
    outlineColor: colour,
    outlineWidth: 2.5,
    closingPointColor: inside,
    closingPointOutlineColor: colour,
    closingPointOutlineWidth: 2.5,
    closingPointWidth: POINT_WIDTH,
    coordinatePointColor: inside,
    coordinatePointOutlineColor: colour,
    coordinatePointOutlineWidth: 2.5,
    coordinatePointWidth: POINT_WIDTH,
  }
}

/** The same while it is changed: smaller handles in the middle of each edge make new corners. */
export function changedAreaStyles(palette: Palette) {
  const [colour, inside] = [hex(palette.pathStrong), hex(palette.halo)]
  return {
    selectedPolygonColor: colour,
    selectedPolygonFillOpacity: 0.12,
    selectedPolygonOutlineColor: colour,
    selectedPolygonOutlineWidth: 2.5,
    selectionPointColor: inside,
    selectionPointOutlineColor: colour,
    selectionPointOutlineWidth: 2.5,
    selectionPointWidth: POINT_WIDTH + 1,
    midPointColor: colour,
    midPointOutlineColor: inside,
    midPointOutlineWidth: 1.5,
    midPointWidth: POINT_WIDTH - 2,
  }
}

function hex(colour: string): `#${string}` {
  return `#${colour.replace('#', '')}`
}
