import type { AnyTag } from '@/lib/photos/types'
import { LAYER_COLOURS } from './layer-colours'
import type { FramePoint } from './picture-space'

export type DrawnRegion = { tag: AnyTag; outlines: (() => FramePoint[])[] }

const FILLED_AT_MOST = 400 // beyond that fills would only make a fog, and cost time

/** Draws regions on a canvas that is as large as the frame: lit ones last and bright. */
export function drawRegions(canvas: HTMLCanvasElement, regions: DrawnRegion[], isLit: (tag: AnyTag) => boolean): void {
  const ratio = window.devicePixelRatio
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio)
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineJoin = 'round'

  const lit: DrawnRegion[] = []
  const plain = new Map<string, Path2D[]>() // by colour
  for (const region of regions) {
    if (isLit(region.tag)) lit.push(region)
    else {
      const path = pathOf(region, width, height)
      if (path) pathsOf(plain, colourOf(region.tag)).push(path)
    }
  }
  for (const [colour, paths] of plain) {
    context.fillStyle = context.strokeStyle = colour
    const isBackground = colour === LAYER_COLOURS.segmentations
    if (!isBackground && regions.length <= FILLED_AT_MOST) {
      context.globalAlpha = 0.08
      for (const path of paths) context.fill(path, 'evenodd')
    }
    const all = new Path2D()
    for (const path of paths) all.addPath(path)
    context.globalAlpha = isBackground ? 0.55 : 0.9
    context.lineWidth = 1.5
    context.stroke(all)
  }
  for (const region of lit) {
    const path = pathOf(region, width, height)
    if (!path) continue
    context.fillStyle = context.strokeStyle = colourOf(region.tag)
    context.globalAlpha = 0.38
    context.fill(path, 'evenodd')
    context.globalAlpha = 1
    context.lineWidth = 3
    context.stroke(path)
  }
  context.globalAlpha = 1
}

function colourOf(tag: AnyTag): string {
  return tag.source === 'mtp' ? tag.colour : LAYER_COLOURS[tag.layer]
}

function pathsOf(paths: Map<string, Path2D[]>, colour: string): Path2D[] {
  const known = paths.get(colour) ?? []
  paths.set(colour, known)
  return known
}

/** Null when nothing of it can be in the frame. */
function pathOf({ outlines }: DrawnRegion, width: number, height: number): Path2D | null {
  const rings = outlines.map((outline) => outline()).filter((ring) => isNear(ring, width, height))
  if (rings.length === 0) return null
  const path = new Path2D()
  for (const ring of rings) {
    for (const [x, y] of ring) path.lineTo(x, y) // the first one moves there
    path.closePath()
  }
  return path
}

function isNear(ring: FramePoint[], width: number, height: number): boolean {
  return (
    ring.some(([x]) => x > 0) &&
    ring.some(([x]) => x < width) &&
    ring.some(([, y]) => y > 0) &&
    ring.some(([, y]) => y < height)
  )
}
