import type { Facets } from '@/lib/search/count-facets'

export type ValueCount = { value: string; count: number }

/** How many of a result have which value; a list that is empty is not offered. */
export type SearchFacets = Facets

export const NO_FACETS: SearchFacets = {
  tag: [],
  cameraMake: [],
  cameraModel: [],
  transport: [],
  sequenceTag: [],
  pano: [],
  season: [],
  year: [],
  user: [],
}
