import type { ImportableSequence } from '@/lib/imports/types'
import type { ImportableFilters } from './filters'
import { findMatching } from './importable-pages'
import type { Listing } from './list-importable'
import { FINE_LINES, MOST_LINES, MOST_POINTS_EACH } from './map-budget'
import { packLine } from './packed-line'

const MOST_POINTS = FINE_LINES * MOST_POINTS_EACH // of all together

/** A sequence on the map. `path`: its first position, then the way to each next one, all in units of 1e-5 degrees. */
export type MapLine = Pick<ImportableSequence, 'key' | 'capturedAt' | 'photoCount' | 'lengthMeters'> & {
  state: ImportableSequence['here']['state']
  path: number[]
}

/** The lines of all that pass the filters, as fine as so many may be; of very many only some, from all times. */
export async function mapLines(
  listing: Listing,
  filters: ImportableFilters,
): Promise<{ lines: MapLine[]; matching: number }> {
  const matching = await findMatching(listing, filters)
  const every = Math.max(1, Math.ceil(matching.length / MOST_LINES))
  const drawn = matching.filter((_, index) => index % every === 0)
  const each = Math.min(MOST_POINTS_EACH, Math.floor(MOST_POINTS / Math.max(1, drawn.length)))
  const lines = await listing.withLines(drawn, each)
  return {
    lines: lines.map(({ key, capturedAt, photoCount, lengthMeters, here, line }) => ({
      key,
      capturedAt,
      photoCount,
      lengthMeters: Math.round(lengthMeters),
      state: here.state,
      path: packLine(line),
    })),
    matching: matching.length,
  }
}
