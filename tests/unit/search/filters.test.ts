import { expect, test } from 'vitest'
import { describeSearch } from '@/lib/search/describe-search'
import { FILTER_PARAMS, type FilterParam } from '@/lib/search/filter-names'
import { FILTERS } from '@/lib/search/filters'
import { parsePhotoFilter } from '@/lib/search/photo-filter'

/** A value of each parameter, and the query that it is added to: some mean nothing without another. */
const EXAMPLES: Record<FilterParam, [value: string, base?: string]> = {
  bbox: ['-3.2,54.3,-3,54.5'],
  area: ['-3,54,-3,55,-2,55'],
  near: ['-3.1,54.4'],
  radius: ['500', 'near=-3.1,54.4'],
  sequence: ['7'],
  user: ['ada'],
  from: ['2024-05-01'],
  to: ['2024-05-31'],
  since: ['30d'],
  season: ['summer'],
  pano: ['true'],
  tag: ['object--bench'],
  source: ['mapillary', 'tag=object--bench'],
  minScore: ['0.8', 'tag=object--bench'],
  minArea: ['0.1', 'tag=object--bench'],
  minViewpoints: ['2'],
  minAltitude: ['1000'],
  maxAltitude: ['2000'],
  cameraMake: ['GoPro'],
  cameraModel: ['Fusion', 'cameraMake=GoPro'],
  transport: ['Walk'],
  sequenceTag: ['alps'],
  heading: ['90'],
  headingTolerance: ['20', 'heading=90'],
  backedUp: ['true'],
}

const examples = Object.values(FILTERS).flatMap((filter) =>
  FILTER_PARAMS[filter.name].map((param) => {
    const [value, base = ''] = EXAMPLES[param]
    const query = new URLSearchParams(base)
    const without = parsePhotoFilter(query)
    query.set(param, value)
    return { param, filter, without, with: parsePhotoFilter(query) }
  }),
)

test.each(examples)('$param narrows the search', ({ filter, ...parsed }) => {
  expect(filter.conditions(parsed.with)).not.toEqual(filter.conditions(parsed.without))
})

test.each(examples)('$param is part of the sentence, and goes with it', ({ param, ...parsed }) => {
  const parts = describeSearch(parsed.with)
  expect(parts).not.toEqual(describeSearch(parsed.without))
  expect(parts.flatMap(({ params }) => params)).toContain(param)
})

test.each(examples)('$param makes another search, whose cursors are its own', (parsed) => {
  expect(parsed.with.queryKey).not.toBe(parsed.without.queryKey)
})
