import { mercatorBox } from '@/lib/geo/bbox'
import { cellOf } from '@/lib/geo/cell'
import { lengthMeters } from '@/lib/geo/lines/length'
import { packLine } from '@/lib/geo/lines/line'
import type { LngLat } from '@/lib/geo/lng-lat'

/** The columns of `sequences` that follow from where its photos were taken, in order; null stands for a photo without a position. */
export function describeLine(coordinates: (LngLat | null)[]) {
  const positions = coordinates.filter((lngLat): lngLat is LngLat => lngLat !== null)
  const middle = positions[Math.floor(positions.length / 2)]
  return {
    lengthMeters: lengthMeters(coordinates),
    line: positions.length > 0 ? packLine(positions) : null,
    bbox: mercatorBox(positions),
    cell: middle ? cellOf(middle) : null,
  }
}
