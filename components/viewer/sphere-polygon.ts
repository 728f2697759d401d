type Point = [x: number, y: number]

/** In radians: yaw from the middle of the picture to the right, pitch from the horizon up. */
export type SpherePoint = [yaw: number, pitch: number]

const MAX_STEP = 1 / 72 // 5 degrees of the whole turn

/**
 * A ring on an equirectangular picture (shares 0..1 from the top left) as a ring on the sphere. Straight edges of the picture are
 * curves on the sphere, so long ones get points in between; a ring across the seam (x beyond 0..1) stays in one piece. Null when it is no area.
 */
export function spherePolygon(ring: Point[]): SpherePoint[] | null {
  const corners = withoutClosingPoint(ring)
  if (corners.length < 3) return null
  return corners.flatMap(([x, y], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length] ?? [x, y]
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(toX - x), Math.abs(toY - y) / 2) / MAX_STEP))
    return Array.from({ length: steps }, (_, step) =>
      toSphere(x + ((toX - x) * step) / steps, y + ((toY - y) * step) / steps),
    )
  })
}

function toSphere(x: number, y: number): SpherePoint {
  return [(x - 0.5) * 2 * Math.PI, (0.5 - Math.max(0, Math.min(1, y))) * Math.PI]
}

function withoutClosingPoint(ring: Point[]): Point[] {
  const [first, last] = [ring[0], ring.at(-1)]
  const isClosed = ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
  return isClosed ? ring.slice(0, -1) : ring
}
