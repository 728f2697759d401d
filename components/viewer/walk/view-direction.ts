/** Where one looks, in degrees: heading clockwise from north, for photos whose heading is unknown from the middle of the picture; zoom 0..100. */
export type ViewDirection = { heading: number; pitch: number; zoom: number }

export const DEFAULT_ZOOM = 20 // of 100

const TOLERANCE = 0.5

/** Whether one looks as the photo opens: to its middle, level, neither near nor far. */
export function isAsOpened({ heading, pitch, zoom }: ViewDirection, compassAngle: number | null): boolean {
  const turn = Math.abs(((((heading - (compassAngle ?? 0)) % 360) + 540) % 360) - 180)
  return turn < TOLERANCE && Math.abs(pitch) < TOLERANCE && Math.abs(zoom - DEFAULT_ZOOM) < TOLERANCE
}
