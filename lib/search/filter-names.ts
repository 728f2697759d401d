/**
 * Every filter of a search with its parameters, in the order of the reference. The rows behind these names are in `filters.ts`, what the
 * filter bar shows is in `components/search/filters/filter-panel.ts`; both must have each name. The names are apart from the rows, because the
 * browser needs them without zod and SQL.
 */
export const FILTER_PARAMS = {
  place: ['bbox', 'area', 'near', 'radius'],
  sequence: ['sequence'],
  user: ['user'],
  time: ['from', 'to', 'since'],
  season: ['season'],
  pano: ['pano'],
  tags: ['tag', 'source', 'minScore', 'minArea'],
  viewpoints: ['minViewpoints'],
  altitude: ['minAltitude', 'maxAltitude'],
  camera: ['cameraMake', 'cameraModel'],
  transport: ['transport'],
  sequenceTag: ['sequenceTag'],
  direction: ['heading', 'headingTolerance'],
  backup: ['backedUp'],
} as const

export type FilterName = keyof typeof FILTER_PARAMS

/** A parameter of a filter, of any filter unless one is named. */
export type FilterParam<Name extends FilterName = FilterName> = (typeof FILTER_PARAMS)[Name][number]
