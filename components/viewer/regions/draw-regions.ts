import type { OutlinePoint } from '@/components/viewer/picture/picture-space'
import { LAYERS } from '@/lib/model/layers'
import type { AnyTag } from '@/lib/photos/types'
import { traceArea, traceLine } from './trace-outline'

export type DrawnRegion = { tag: AnyTag; outlines: (() => OutlinePoint[])[] }
type Paths = { area: Path2D; line: Path2D }

const BACKGROUND_COLOURS = new Set(
  Object.values(LAYERS)
    .filter(({ isBackground }) => isBackground)
    .map(({ colour }) => colour),
)
const FILLED_AT_MOST = 400 // beyond that fills would only make a fog, and cost time

/** Draws regions on a canvas that is as large as the frame: highlighted ones last and bright. */
export function drawRegions(
  canvas: HTMLCanvasElement,
  regions: DrawnRegion[],
  isHighlighted: (tag: AnyTag) => boolean,
): void {
  const ratio = window.devicePixelRatio
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio)
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineJoin = 'round'

  const highlighted: DrawnRegion[] = []
  const plain = new Map<string, Paths[]>() // by colour
  for (const region of regions) {
    if (isHighlighted(region.tag)) highlighted.push(region)
    else {
      const paths = pathsOf(region, width, height)
      if (paths) listOf(plain, colourOf(region.tag)).push(paths)
    }
  }
  for (const [colour, list] of plain) {
    context.fillStyle = context.strokeStyle = colour
    const isBackground = BACKGROUND_COLOURS.has(colour)
    if (!isBackground && regions.length <= FILLED_AT_MOST) {
      context.globalAlpha = 0.08
      for (const { area } of list) context.fill(area, 'evenodd')
    }
    const all = new Path2D()
    for (const { line } of list) all.addPath(line)
    context.globalAlpha = isBackground ? 0.55 : 0.9
    context.lineWidth = 1.5
    context.stroke(all)
  }
  for (const region of highlighted) {
    const paths = pathsOf(region, width, height)
    if (!paths) continue
    context.fillStyle = context.strokeStyle = colourOf(region.tag)
    context.globalAlpha = 0.38
    context.fill(paths.area, 'evenodd')
    context.globalAlpha = 1
    context.lineWidth = 3
    context.stroke(paths.line)
  }
  context.globalAlpha = 1
}

function colourOf(tag: AnyTag): string {
  return tag.source === 'mtp' ? tag.colour : LAYERS[tag.layer].colour
}

function listOf(lists: Map<string, Paths[]>, colour: string): Paths[] {
  const known = lists.get(colour) ?? []
  lists.set(colour, known)
  return known
}

/** Null when nothing of it can be in the frame. */
function pathsOf({ outlines }: DrawnRegion, width: number, height: number): Paths | null {
  const rings = outlines.map((outline) => outline()).filter((ring) => isNear(ring, width, height))
  if (rings.length === 0) return null
  const [area, line] = [new Path2D(), new Path2D()]
  for (const ring of rings) {
    traceArea(area, ring)
    traceLine(line, ring)
  }
  return { area, line }
}

function isNear(ring: OutlinePoint[], width: number, height: number): boolean {
  return (
    ring.some(([x]) => x > 0) &&
    ring.some(([x]) => x < width) &&
    ring.some(([, y]) => y > 0) &&
    ring.some(([, y]) => y < height)
  )
}
