export type ValueCount = { value: string; count: number }

/** How many of a result have which value; a list that is empty is not offered. */
export type SearchFacets = {
  tag: (ValueCount & { source: 'mapillary' | 'mtp' })[]
  cameraMake: ValueCount[]
  cameraModel: ValueCount[]
  transport: ValueCount[]
  sequenceTag: ValueCount[]
  pano: ValueCount[]
  season: ValueCount[]
  year: ValueCount[]
  user: ValueCount[]
}

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
