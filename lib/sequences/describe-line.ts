import { mercatorBox } from '@/lib/geo/bbox'
import { cellOf } from '@/lib/geo/cell'
import { lengthMeters } from '@/lib/geo/length'
import { packLine } from '@/lib/geo/line'
import type { LngLat } from '@/lib/geo/lng-lat'

/** The columns of `sequences` that follow from where its photos were taken, in order; null stands for a photo without a position. */
export function describeLine(coordinates: (LngLat | null)[]) {
  const known = coordinates.filter((lngLat): lngLat is LngLat => lngLat !== null)
  const middle = known[Math.floor(known.length / 2)]
  return {
    lengthMeters: lengthMeters(coordinates),
    line: known.length > 0 ? packLine(known) : null,
    bbox: mercatorBox(known),
    cell: middle ? cellOf(middle) : null,
  }
}
