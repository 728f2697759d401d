import type { DetectionShape, PictureBox, PictureRing } from '@/lib/model/pictures/picture-shapes'

/** All outlines and holes of a region, to be drawn as they are. */
export function ringsOf(shape: DetectionShape): PictureRing[] {
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
}

/** Around the largest part of a region, as far as it lies on the picture: the others may be beyond the seam of a sphere. null: nothing of it does. */
export function boxOfLargestPart(shape: DetectionShape): PictureBox | null {
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const boxes = parts.flatMap(([outline = []]) => boxOf(outline) ?? [])
  return boxes.reduce<PictureBox | null>(
    (largest, box) => (largest && sizeOf(largest) >= sizeOf(box) ? largest : box),
    null,
  )
}

function boxOf(outline: PictureRing): PictureBox | null {
  const [xs, ys] = [outline.map(([x]) => share(x)), outline.map(([, y]) => share(y))]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top]
  return width > 0 && height > 0 ? { left, top, width, height } : null
}

function sizeOf({ width, height }: PictureBox): number {
  return width * height
}

function share(value: number): number {
  return Math.max(0, Math.min(1, value))
}
