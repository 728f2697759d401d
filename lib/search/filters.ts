import type { FilterName, FilterParam } from './filter-names'
import { altitude } from './filters/altitude'
import { backup } from './filters/backup'
import { camera } from './filters/camera'
import { direction } from './filters/direction'
import { pano } from './filters/pano'
import { place } from './filters/place'
import { season } from './filters/season'
import { sequence } from './filters/sequence'
import { sequenceTag } from './filters/sequence-tag'
import { tags } from './filters/tags'
import { time } from './filters/time'
import { transport } from './filters/transport'
import { user } from './filters/user'
import { viewpoints } from './filters/viewpoints'

/**
 * The table of filters, in the order of the reference. A row says which parameters a filter has, which photos fit, how it is told, and which
 * values are counted. List, facets, walk, tiles, exports and the OpenAPI document all read it.
 */
export const FILTERS = {
  place,
  sequence,
  user,
  time,
  season,
  pano,
  tags,
  viewpoints,
  altitude,
  camera,
  transport,
  sequenceTag,
  direction,
  backup,
} satisfies { [Name in FilterName]: { name: Name } }

type Filters = typeof FILTERS

/** The schema of every parameter, by its name. */
export type FilterSchemas = {
  [Param in FilterParam]: {
    [Name in FilterName]: Param extends keyof Filters[Name]['params'] ? Filters[Name]['params'][Param] : never
  }[FilterName]
}

export const FILTER_SCHEMAS = filterSchemas()

// `Object.fromEntries` forgets the names that `defineFilter` has checked.
function filterSchemas(): FilterSchemas {
  const schemas = Object.values(FILTERS).flatMap(({ params }) => Object.entries(params))
  return Object.fromEntries(schemas) as FilterSchemas
}

/** The names of the lists of values that come with a result. */
export type FacetName = { [Name in FilterName]: keyof Filters[Name]['facets'] }[FilterName]
