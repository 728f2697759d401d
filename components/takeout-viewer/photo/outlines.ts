import type { OutlinePoint } from '@/components/viewer/picture/picture-space'
import { traceArea, traceLine } from '@/components/viewer/regions/trace-outline'
import { directionOf, type SphereCamera, seenRing } from '@/components/viewer/sphere/sphere-camera'
import { seamsOf, spherePolygon } from '@/components/viewer/sphere/sphere-polygon'
import type { PanoramaCrop, PictureRing } from '@/lib/model/pictures/picture-shapes'
import type { ViewerRegion } from '@/lib/model/takeout-viewer'

/** A region with what finds its rings in the frame. */
export type PlacedRegion<Frame> = { region: ViewerRegion; rings: ((frame: Frame) => OutlinePoint[])[] }

/** Where a flat picture lies in its frame. */
export type FlatFrame = { left: number; top: number; width: number; height: number }

export function placeFlat(regions: ViewerRegion[]): PlacedRegion<FlatFrame>[] {
  return regions.map((region) => ({
    region,
    rings: region.rings.map(
      (ring) =>
        ({ left, top, width, height }) =>
          ring.map(([x, y]): OutlinePoint => [left + x * width, top + y * height]),
    ),
  }))
}

export function placeOnSphere(regions: ViewerRegion[], crop: PanoramaCrop | null): PlacedRegion<SphereCamera>[] {
  return regions.map((region) => ({ region, rings: region.rings.flatMap((ring) => placeRing(ring, crop)) }))
}

function placeRing(ring: PictureRing, crop: PanoramaCrop | null) {
  const polygon = spherePolygon(ring, crop)
  if (!polygon) return []
  const directions = polygon.map(directionOf)
  const seams = seamsOf(polygon, crop)
  return [(camera: SphereCamera) => seenRing(directions, camera, seams)]
}

/** Draws the outlines; those of `highlighted` (a name) bright. */
export function drawOutlines<Frame>(
  canvas: HTMLCanvasElement,
  placed: PlacedRegion<Frame>[],
  frame: Frame,
  { highlighted, isShown }: { highlighted: string | null; isShown: boolean },
): void {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  canvas.width = Math.round(width * devicePixelRatio)
  canvas.height = Math.round(height * devicePixelRatio)
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
  context.lineJoin = 'round'
  for (const { region, rings } of placed) {
    const isHighlighted = region.name === highlighted
    if (!isHighlighted && !isShown) continue
    const [area, line] = [new Path2D(), new Path2D()]
    for (const ring of rings) {
      const points = ring(frame)
      traceArea(area, points)
      traceLine(line, points)
    }
    context.fillStyle = context.strokeStyle = region.colour
    context.globalAlpha = isHighlighted ? 0.38 : region.isBackground ? 0 : 0.08
    context.fill(area, 'evenodd')
    context.globalAlpha = isHighlighted ? 1 : region.isBackground ? 0.5 : 0.9
    context.lineWidth = isHighlighted ? 3 : 1.5
    context.stroke(line)
  }
}
