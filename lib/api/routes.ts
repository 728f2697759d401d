import { METHODS, type RouteDefinition } from './definition'
import * as imports from './routes/imports'
import * as people from './routes/people'
import * as photos from './routes/photos'
import * as sequences from './routes/sequences'
import * as stac from './routes/stac'
import * as system from './routes/system'
import * as tags from './routes/tags'
import * as viewpoints from './routes/viewpoints'

const defined: RouteDefinition[] = [photos, viewpoints, tags, sequences, imports, people, stac, system].flatMap(
  (part) => Object.values(part),
)

/** Every route of the API, by path. */
export const ROUTES: readonly RouteDefinition[] = defined.toSorted(
  (a, b) => a.path.localeCompare(b.path, 'en') || METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
)
