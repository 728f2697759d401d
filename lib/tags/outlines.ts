import type { PicturePoint, TagShape } from '@/lib/model/pictures/picture-shapes'
import { ringArea } from './ring'

export function outlinesOf(shape: TagShape): PicturePoint[][] {
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.map(([ring]) => ring)
}

/** Share of the picture. */
export function areaOf(shape: TagShape): number {
  return outlinesOf(shape).reduce((sum, ring) => sum + ringArea(ring), 0)
}
