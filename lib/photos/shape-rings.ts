import type { DetectionShape, PictureRing } from '@/lib/model/picture-shapes'

/** All outlines and holes of a region, to be drawn as they are. */
export function ringsOf(shape: DetectionShape): PictureRing[] {
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
}
