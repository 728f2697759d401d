import type { DetectionRing, DetectionShape } from '@/lib/mapillary/types'

/** All outlines and holes of a region, to be drawn as they are. */
export function ringsOf(shape: DetectionShape): DetectionRing[] {
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
}
