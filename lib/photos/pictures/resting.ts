const REST_MS = 30_000
const MOST_REMEMBERED = 10_000

/** Which photos Mapillary is not asked for, for a while after it failed. */
export function createResting() {
  const restingUntil = new Map<number, number>()
  return {
    isResting: (photoId: number) => Date.now() < (restingUntil.get(photoId) ?? 0),
    failed(photoId: number) {
      if (restingUntil.size >= MOST_REMEMBERED) restingUntil.clear()
      restingUntil.set(photoId, Date.now() + REST_MS)
    },
  }
}
