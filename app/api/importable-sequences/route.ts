import { parseFilters } from '@/lib/imports/importable/filters'
import { MORE_ROWS, pageOf } from '@/lib/imports/importable/importable-pages'
import { withPlaces } from '@/lib/imports/importable/with-places'
import { runtime } from '@/lib/server/runtime'
import { handleListing } from './handle-listing'

/** A part of the list of the import page: `month`, `state` and `view` filter it, `after` is where the part before ended. */
export function GET(request: Request) {
  return handleListing(request, async (listing, query) => {
    const part = { filters: parseFilters(query), after: query.get('after'), count: MORE_ROWS }
    return withPlaces(runtime().gazetteer, await pageOf(listing, part))
  })
}
