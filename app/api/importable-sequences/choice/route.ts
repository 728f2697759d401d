import { handleListing } from '@/app/api/importable-sequences/handle-listing'
import { parseJson } from '@/lib/format/parse-json'
import { RulesInput } from '@/lib/imports/importable/choice-input'
import { parseFilters } from '@/lib/imports/importable/filters'
import { countChosen } from '@/lib/imports/importable/importable-pages'

/** What the `rules` of the import page choose, and how many of those that pass the filters in the query. */
export function GET(request: Request) {
  return handleListing(request, (listing, query) =>
    countChosen(listing, { rules: RulesInput.parse(parseJson(query.get('rules') ?? '')), within: parseFilters(query) }),
  )
}
