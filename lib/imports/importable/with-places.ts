import { timeZoneAt } from '@/lib/geo/time-zone'
import type { Gazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import type { ImportablePage } from './importable-pages'

/** The rows of a part of the list with the time zone of their place and the town that each is near, as far as they have one. */
export async function withPlaces(
  gazetteer: Pick<Gazetteer, 'findNearest'>,
  page: ImportablePage,
): Promise<ImportablePage> {
  const sequences = await Promise.all(
    page.sequences.map(async (sequence) => {
      const middle = sequence.line[Math.floor(sequence.line.length / 2)]
      const place = middle && (await gazetteer.findNearest(middle))
      const timeZone = timeZoneAt(sequence.line[0])
      return { ...sequence, ...(timeZone !== null && { timeZone }), ...(place && { near: place.name }) }
    }),
  )
  return { ...page, sequences }
}
