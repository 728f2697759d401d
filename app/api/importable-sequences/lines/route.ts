import { handleListing } from '@/app/api/importable-sequences/handle-listing'
import { parseFilters } from '@/lib/imports/importable/filters'
import { mapLines } from '@/lib/imports/importable/map-lines'

/** The map of the import page. */
export function GET(request: Request) {
  return handleListing(request, (listing, query) => mapLines(listing, parseFilters(query)))
}
