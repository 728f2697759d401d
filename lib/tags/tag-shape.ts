import { z } from 'zod'
import type { PicturePoint } from '@/lib/model/pictures/picture-shapes'
import { isSimple, ringArea } from './ring'

const MOST_CORNERS = 200
const MOST_PARTS = 10
const LEAST_AREA = 1e-6 // a thousandth of the width by a thousandth of the height
const DIGITS = 6

const share = z
  .number('expected numbers')
  .min(0, 'a corner lies outside of the picture: expected shares of it, 0 to 1')
  .max(1, 'a corner lies outside of the picture: expected shares of it, 0 to 1')
  .transform((value) => Number(value.toFixed(DIGITS)))

const Ring = z
  .array(z.tuple([share, share], 'expected corners [x, y]'))
  .min(4, 'expected at least three corners and the first one again')
  .max(MOST_CORNERS + 1, `expected at most ${MOST_CORNERS} corners`)
  .transform(withoutRepeats)
  .refine(isClosed, 'expected the last corner to be the first one again')
  .refine((ring) => ringArea(ring) >= LEAST_AREA, 'this outline encloses nothing')
  .refine(isSimple, 'this outline crosses itself')

const Polygon = z.object({
  type: z.literal('Polygon'),
  coordinates: z.tuple([Ring], 'expected one outline without holes'),
})

/** A region that reaches across the seam of a 360° picture is cut there (as RFC 7946, section 3.1.9, cuts at the antimeridian). */
const MultiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z
    .array(z.tuple([Ring], 'expected outlines without holes'))
    .min(1)
    .max(MOST_PARTS, `expected at most ${MOST_PARTS} parts`)
    .refine((parts) => parts.flat(2).length <= MOST_CORNERS + MOST_PARTS, `expected at most ${MOST_CORNERS} corners`),
})

/** Where on a picture a tag is: outlines without holes, in shares 0..1 from the top left. */
export const TagShapeInput = z.discriminatedUnion(
  'type',
  [Polygon, MultiPolygon],
  'expected a Polygon or a MultiPolygon',
)

function withoutRepeats(ring: PicturePoint[]): PicturePoint[] {
  return ring.filter(([x, y], index) => index === 0 || x !== ring[index - 1]?.[0] || y !== ring[index - 1]?.[1])
}

function isClosed(ring: PicturePoint[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)]
  return first?.[0] === last?.[0] && first?.[1] === last?.[1]
}
