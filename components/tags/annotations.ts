import { type ImageAnnotation, ShapeType } from '@annotorious/annotorious'
import type { PicturePoint, TagShape } from '@/lib/model/pictures/picture-shapes'
import { outlinesOf } from '@/lib/tags/outlines'
import { isSimple } from '@/lib/tags/ring'
import { TagShapeInput } from '@/lib/tags/tag-shape'

/** The id of the only annotation on the picture. */
export const ANNOTATION_ID = 'region'

/** The region that an annotation draws, in shares of the picture; or what is wrong with it as a sentence. */
export function shapeOfAnnotation(annotation: ImageAnnotation, image: HTMLImageElement): TagShape | string {
  const shape = TagShapeInput.safeParse(toPolygon(annotation, image))
  return shape.success ? shape.data : sentence(shape.error.issues[0]?.message)
}

/** Why a double click ended no outline; null when it has too few corners to be one yet. */
export function whyLost(drawn: Element | null): string | null {
  const corners = [...new Set(drawn?.getAttribute('points')?.split(' '))] // the last one was clicked twice
  if (corners.length < 3) return null
  const ring = [...corners, ...corners.slice(0, 1)].map((corner): PicturePoint => {
    const [x = 0, y = 0] = corner.split(',').map(Number)
    return [x, y]
  })
  return `This outline ${isSimple(ring) ? 'encloses nothing' : 'crosses itself'}. Draw it again.`
}

function toPolygon({ target: { selector } }: ImageAnnotation, { naturalWidth, naturalHeight }: HTMLImageElement) {
  const { type, geometry } = selector
  const corners = cornersOf(type, geometry)
  const ring = corners.map(([x, y]) => [within(x / naturalWidth), within(y / naturalHeight)])
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] }
}

function cornersOf(type: ShapeType, geometry: object): [number, number][] {
  if (type === ShapeType.RECTANGLE && 'x' in geometry && 'y' in geometry && 'w' in geometry && 'h' in geometry) {
    const [width, height] = [Number(geometry.w), Number(geometry.h)]
    const [x, y] = [Number(geometry.x) + width / 2, Number(geometry.y) + height / 2]
    const turn = 'rot' in geometry ? Number(geometry.rot) : 0 // radians, about its middle
    const corner = (across: number, down: number): [number, number] => [
      x + across * width * Math.cos(turn) - down * height * Math.sin(turn),
      y + across * width * Math.sin(turn) + down * height * Math.cos(turn),
    ]
    return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)]
  }
  return 'points' in geometry && Array.isArray(geometry.points) ? geometry.points : []
}

export function toAnnotation(shape: TagShape, { naturalWidth, naturalHeight }: HTMLImageElement): ImageAnnotation {
  const points = (outlinesOf(shape)[0] ?? [])
    .slice(0, -1)
    .map(([x, y]): [number, number] => [x * naturalWidth, y * naturalHeight])
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const bounds = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }
  return {
    id: ANNOTATION_ID,
    bodies: [],
    target: { annotation: ANNOTATION_ID, selector: { type: ShapeType.POLYGON, geometry: { points, bounds } } },
  } as ImageAnnotation // the library's own type asks for a creator and a time that it fills in itself
}

function within(share: number): number {
  return Math.max(0, Math.min(1, share))
}

function sentence(text = 'This outline cannot be used'): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
