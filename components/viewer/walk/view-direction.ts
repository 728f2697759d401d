/** The direction of view, in degrees: heading clockwise from north (from the middle of the picture where its heading is unknown); zoom 0..125, of which 0 shows 90 degrees, 100 shows 30. */
export type ViewDirection = { heading: number; pitch: number; zoom: number }

export const DEFAULT_ZOOM = 20

const TOLERANCE = 0.5

/** Whether this is the view in which the photo opens: its middle, level, at the default zoom. */
export function isAsOpened({ heading, pitch, zoom }: ViewDirection, compassAngle: number | null): boolean {
  const turn = Math.abs(((((heading - (compassAngle ?? 0)) % 360) + 540) % 360) - 180)
  return turn < TOLERANCE && Math.abs(pitch) < TOLERANCE && Math.abs(zoom - DEFAULT_ZOOM) < TOLERANCE
}
