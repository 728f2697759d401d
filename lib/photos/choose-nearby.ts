export type NearbyPhoto = {
  id: string
  distance: number // metres
  bearing: number // degrees clockwise from north
  capturedAt: string | null // ISO 8601
  pano: boolean
  sequence: { id: string; name: string }
  user: { username: string }
}

const MOST = 6
const APART_DEGREES = 40 // two arrows closer to each other could not be told apart

/** Of photos sorted by distance the ones that are worth an arrow: one a direction, and of each sequence at most one ahead and one back. */
export function chooseNearby(sorted: NearbyPhoto[]): NearbyPhoto[] {
  const chosen: NearbyPhoto[] = []
  for (const photo of sorted) {
    if (chosen.length === MOST) break
    const isTaken = chosen.some(
      (other) =>
        angleBetween(other.bearing, photo.bearing) < APART_DEGREES ||
        (other.sequence.id === photo.sequence.id && angleBetween(other.bearing, photo.bearing) < 90),
    )
    if (!isTaken) chosen.push(photo)
  }
  return chosen
}

/** 0..180 degrees. */
export function angleBetween(a: number, b: number): number {
  return Math.abs(((((a - b) % 360) + 540) % 360) - 180)
}
