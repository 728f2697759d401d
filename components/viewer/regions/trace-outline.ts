import type { OutlinePoint } from '@/components/viewer/picture/picture-space'

/** What of a Path2D is needed. */
export type Pen = { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void; closePath(): void }

/** What a ring encloses. */
export function traceArea(pen: Pen, ring: OutlinePoint[]): void {
  ring.forEach(([x, y], index) => {
    if (index === 0) pen.moveTo(x, y)
    else pen.lineTo(x, y)
  })
  pen.closePath()
}

/** The line around a ring, without what lies on the seam of a sphere: there the region goes on. */
export function traceLine(pen: Pen, ring: OutlinePoint[]): void {
  if (!ring.some(([, , isOnSeam]) => isOnSeam)) {
    traceArea(pen, ring)
    return
  }
  let isDown = false
  for (const [x, y, isOnSeam] of [...ring, ...ring.slice(0, 1)]) {
    if (isDown) pen.lineTo(x, y)
    else pen.moveTo(x, y)
    isDown = !isOnSeam
  }
}
