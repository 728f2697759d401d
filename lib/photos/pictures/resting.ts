const REST_MS = 30_000
const PHOTOS_IN_A_ROW = 3 // so many that fail one after the other tell that the source is down
const MOST_REMEMBERED = 10_000

/** Which photos a source is not asked for, for a while after it failed. One photo's failure says nothing about others. */
export function createResting() {
  const restingUntil = new Map<number, number>()
  const failedInARow = new Set<number>()
  let allRestUntil = 0

  return {
    isResting: (photoId: number) => Date.now() < Math.max(allRestUntil, restingUntil.get(photoId) ?? 0),
    failed(photoId: number) {
      if (restingUntil.size >= MOST_REMEMBERED) restingUntil.clear()
      restingUntil.set(photoId, Date.now() + REST_MS)
      failedInARow.add(photoId)
      if (failedInARow.size < PHOTOS_IN_A_ROW) return
      allRestUntil = Date.now() + REST_MS
      failedInARow.clear()
    },
    answered() {
      failedInARow.clear()
    },
  }
}
