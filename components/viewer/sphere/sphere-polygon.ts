import { pictureToSphere, type SpherePoint } from '@/components/viewer/picture/picture-space'
import type { PanoramaCrop, PicturePoint } from '@/lib/model/pictures/picture-shapes'

const MAX_STEP = 1 / 72 // 5 degrees of the whole turn

/**
 * A ring on an equirectangular picture (shares 0..1 from the top left) as a ring on the sphere. Straight edges of the picture are
 * curves on the sphere, so long ones get points in between; a ring across the seam (x beyond 0..1) stays in one piece. Null when it is no area.
 */
export function spherePolygon(ring: PicturePoint[], crop: PanoramaCrop | null = null): SpherePoint[] | null {
  const corners = withoutClosingPoint(ring)
  if (corners.length < 3) return null
  const [width, height] = [crop?.width ?? 1, crop?.height ?? 1]
  return corners.flatMap(([x, y], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length] ?? [x, y]
    const steps = Math.max(
      1,
      Math.ceil(Math.max(Math.abs(toX - x) * width, (Math.abs(toY - y) * height) / 2) / MAX_STEP),
    )
    return Array.from({ length: steps }, (_, step) =>
      pictureToSphere([x + ((toX - x) * step) / steps, y + ((toY - y) * step) / steps], crop),
    )
  })
}

/**
 * Which points of a polygon on a whole sphere begin an edge on its seam: a region that was cut there does not end there.
 * The sides of a cropped panorama are the end of it.
 */
export function seamsOf(polygon: SpherePoint[], crop: PanoramaCrop | null): ReadonlySet<number> {
  const seams = new Set<number>()
  if (crop) return seams
  for (const [index, [yaw]] of polygon.entries()) {
    const [nextYaw] = polygon[(index + 1) % polygon.length] ?? []
    if (Math.abs(yaw) === Math.PI && nextYaw === yaw) seams.add(index)
  }
  return seams
}

function withoutClosingPoint(ring: PicturePoint[]): PicturePoint[] {
  const [first, last] = [ring[0], ring.at(-1)]
  const isClosed = ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
  return isClosed ? ring.slice(0, -1) : ring
}
