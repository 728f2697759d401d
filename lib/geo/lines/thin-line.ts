/**
 * Drops corners of a path x, y, x, y, … that lie within `tolerance` of the line drawn instead, in one pass: from each corner kept, the cone of
 * directions that pass all later corners near enough narrows, and the last corner inside of it is kept. Keeps both ends; one place is left
 * of a path that begins where it ends and goes no farther than `tolerance`. Without objects: a tile may hold a hundred thousand corners.
 */
export function thinLine(path: ArrayLike<number>, tolerance: number): number[] {
  if (path.length <= 4) return Array.from(path)
  let fromX = path[0] ?? 0
  let fromY = path[1] ?? 0
  const thinned = [fromX, fromY]
  let leftX = 0 // the sides of the cone
  let leftY = 0
  let rightX = 0
  let rightY = 0
  let isOpen = true // no corner has narrowed it yet
  let reach = 0 // to the farthest corner passed
  for (let index = 2; index < path.length; ) {
    const aheadX = (path[index] ?? 0) - fromX
    const aheadY = (path[index + 1] ?? 0) - fromY
    const distance = Math.sqrt(aheadX * aheadX + aheadY * aheadY)
    const isWithin = isOpen || (rightX * aheadY >= rightY * aheadX && aheadX * leftY >= aheadY * leftX)
    if (!isWithin || distance < reach - tolerance) {
      fromX = path[index - 2] ?? 0
      fromY = path[index - 1] ?? 0
      thinned.push(fromX, fromY)
      isOpen = true
      reach = 0
      continue // the same corner again, seen from there
    }
    if (distance > tolerance) {
      const aside = tolerance / distance
      const newLeftX = aheadX - aheadY * aside
      const newLeftY = aheadY + aheadX * aside
      const newRightX = aheadX + aheadY * aside
      const newRightY = aheadY - aheadX * aside
      if (isOpen || newLeftX * leftY > newLeftY * leftX) {
        leftX = newLeftX
        leftY = newLeftY
      }
      if (isOpen || rightX * newRightY > rightY * newRightX) {
        rightX = newRightX
        rightY = newRightY
      }
      isOpen = false
    }
    if (distance > reach) reach = distance
    index += 2
  }
  const [endX, endY] = [path[path.length - 2] ?? 0, path[path.length - 1] ?? 0]
  if (fromX !== endX || fromY !== endY) thinned.push(endX, endY)
  return thinned
}
