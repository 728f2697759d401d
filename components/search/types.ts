export type ValueCount = { value: string; count: number }

/** How many photos of the result have which value. */
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
