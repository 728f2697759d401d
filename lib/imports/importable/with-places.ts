import type { Gazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import type { ImportablePage } from './importable-pages'

/** The rows of a part of the list with the town that each is near, as far as one is. */
export async function withPlaces(
  gazetteer: Pick<Gazetteer, 'findNearest'>,
  page: ImportablePage,
): Promise<ImportablePage> {
  const sequences = await Promise.all(
    page.sequences.map(async (sequence) => {
      const middle = sequence.line[Math.floor(sequence.line.length / 2)]
      const place = middle && (await gazetteer.findNearest(middle))
      return place ? { ...sequence, near: place.name } : sequence
    }),
  )
  return { ...page, sequences }
}
