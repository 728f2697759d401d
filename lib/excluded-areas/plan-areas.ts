import { createHmac } from 'node:crypto'
import { areBoxesOverlapping, type DrawnArea, middleOf } from '@/lib/geo/area-extent'

/** How far an area reaches beyond what was drawn, and where to. */
export type Margin = { marginMeters: number; offsetEast: number; offsetNorth: number }

/** An area as it is stored: its outline in metres, from the equator and from longitude 0. */
export type PlannedArea = Margin & { shape: DrawnArea; metersPerLng: number; outline: [east: number, north: number][] }

type Known = Margin & { shape: DrawnArea }

export const METERS_PER_LAT = 111_195 // as is_in_excluded_area has it
const [LEAST_MARGIN, MOST_MARGIN] = [100, 300]
const MOST_OFFSET = 0.9 // of the margin: what was drawn stays inside

/**
 * The areas as they will be stored. A margin is drawn once: an area that was there keeps its own, and one that lies over an earlier one has
 * the earlier one's, because two different holes around one home would tell more than one does. `key`: whoever does not have it cannot tell the margins.
 */
export function planAreas(
  { key, ownerId }: { key: Buffer; ownerId: number | null },
  { drawn, known }: { drawn: DrawnArea[]; known: Known[] },
): PlannedArea[] {
  return drawn.map((shape) => {
    const same = known.find((one) => String(one.shape) === String(shape))
    const margin = same ?? known.find((one) => areBoxesOverlapping(one.shape, shape)) ?? drawMargin(key, ownerId, shape)
    const { marginMeters, offsetEast, offsetNorth } = margin
    const metersPerLng = METERS_PER_LAT * Math.cos((middleOf(shape)[1] * Math.PI) / 180)
    const outline = shape.map(([lng, lat]): [number, number] => [
      lng * metersPerLng + offsetEast,
      lat * METERS_PER_LAT + offsetNorth,
    ])
    return { shape, metersPerLng, outline, marginMeters, offsetEast, offsetNorth }
  })
}

/** By chance, yet the same for the preview and for what follows it: anywhere in a circle, so that no place of the hole is likelier than another. */
function drawMargin(key: Buffer, ownerId: number | null, shape: DrawnArea): Margin {
  const bytes = createHmac('sha256', key).update(`excluded area ${ownerId} ${shape}`).digest()
  const [size, distance, direction] = [0, 4, 8].map((at) => bytes.readUInt32BE(at) / 2 ** 32) as [
    number,
    number,
    number,
  ]
  const marginMeters = LEAST_MARGIN + (MOST_MARGIN - LEAST_MARGIN) * size
  const away = marginMeters * MOST_OFFSET * Math.sqrt(distance)
  const angle = 2 * Math.PI * direction
  return { marginMeters, offsetEast: away * Math.cos(angle), offsetNorth: away * Math.sin(angle) }
}
